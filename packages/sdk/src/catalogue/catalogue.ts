import {
  type CatalogueItem as CatalogueItemSchema,
  type ConsentTemplate,
  OPERATIONS,
} from '@xinqiao/contracts';
import type { z } from 'zod';
import type { Api } from '../api.ts';
import type { RequestOptions } from '../options.ts';

export type CatalogueItem = z.infer<typeof CatalogueItemSchema>;

/** What can be asked for (数据资源目录), and under which templates. */
export class Catalogue {
  readonly #api: Api;

  constructor(api: Api) {
    this.#api = api;
  }

  /** All data items on offer, each with the JSON Schema of its records and the disclosure levels allowed. */
  async items(options: RequestOptions = {}): Promise<readonly CatalogueItem[]> {
    return (await this.#api.call(OPERATIONS['catalogue.listItems'], {}, options)).items;
  }

  /** The consent templates in force today, Asia/Shanghai, with the limits a request must keep. */
  async templates(options: RequestOptions = {}): Promise<readonly ConsentTemplate[]> {
    return (await this.#api.call(OPERATIONS['catalogue.listTemplates'], {}, options)).items;
  }
}
