import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type LoopbackPlatform, loopbackPlatform } from '../../test/loopback-platform.ts';

let platform: LoopbackPlatform;
beforeEach(async () => {
  platform = await loopbackPlatform();
});
afterEach(() => platform.close());

describe('the catalogue as a workbook', () => {
  /** Every byte there is, so that none is taken for text. */
  const bytes = Uint8Array.from({ length: 256 }, (_, byte) => byte);
  const body = {
    fileName: 'xinqiao-catalogue.en.xlsx',
    mediaType: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
    content: Buffer.from(bytes).toString('base64'),
  };

  it('arrives byte for byte under the name the platform gives it', async () => {
    platform.on('GET /api/v1/catalogue/export', { body });
    expect(await platform.client().catalogue.spreadsheet('en')).toEqual({
      fileName: body.fileName,
      mediaType: body.mediaType,
      bytes,
    });
  });

  it('is refused when it is no base64', async () => {
    platform.on('GET /api/v1/catalogue/export', { body: { ...body, content: '<html>' } });
    await expect(platform.client().catalogue.spreadsheet()).rejects.toMatchObject({
      code: 'RESPONSE_UNEXPECTED',
    });
  });
});
