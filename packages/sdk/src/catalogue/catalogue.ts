import { type CatalogueItem, type ConsentTemplate, OPERATIONS } from '@xinqiao/contracts';
import type { Api } from '../api.ts';
import type { RequestOptions } from '../options.ts';

export type { CatalogueItem };

/** The catalogue as a file. */
export interface CatalogueFile {
  readonly fileName: string;
  readonly mediaType: string;
  readonly bytes: Uint8Array<ArrayBuffer>;
}

/** What can be asked for (数据资源目录), and under which templates. */
export class Catalogue {
  readonly #api: Api;

  constructor(api: Api) {
    this.#api = api;
  }

  /**
   * All data items on offer: versions, fields, figures, answers, a sample, the JSON Schema of the records and the
   * disclosure levels allowed.
   */
  async items(options: RequestOptions = {}): Promise<readonly CatalogueItem[]> {
    return (await this.#api.call(OPERATIONS['catalogue.listItems'], {}, options)).items;
  }

  /** The consent templates in force today, Asia/Shanghai, with the limits a request must keep. */
  async templates(options: RequestOptions = {}): Promise<readonly ConsentTemplate[]> {
    return (await this.#api.call(OPERATIONS['catalogue.listTemplates'], {}, options)).items;
  }

  /**
   * The catalogue as a workbook (xlsx) for people who work with spreadsheets.
   *
   * @param language Of its words. Default `zh-CN`.
   */
  async spreadsheet(
    language: 'zh-CN' | 'en' = 'zh-CN',
    options: RequestOptions = {},
  ): Promise<CatalogueFile> {
    const { fileName, mediaType, content } = await this.#api.call(
      OPERATIONS['catalogue.export'],
      { language },
      options,
    );
    return { fileName, mediaType, bytes: Uint8Array.from(atob(content), (sign) => sign.charCodeAt(0)) };
  }
}
