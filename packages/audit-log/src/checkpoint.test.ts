import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { noteKey } from '../test/ed25519.ts';
import { fromBase64, toBase64 } from './base64.ts';
import { formatCheckpoint, openCheckpoint, parseCheckpoint, signCheckpoint } from './checkpoint.ts';
import { signNote } from './signed-note.ts';

const ROOT = 'CsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=';
/** The example of the specification. */
const EXAMPLE = `example.com/behind-the-sofa\n20852163\n${ROOT}\n`;
const origin = 'log.example.cn/2026';
const checkpoint = { origin, size: 7, root: fromBase64(ROOT) };
const log = noteKey(origin);
const malformed = expect.objectContaining({ code: 'CHECKPOINT_MALFORMED' });

describe('checkpoint · C2SP tlog-checkpoint', () => {
  it('the example of the specification is read and written back', () => {
    const parsed = parseCheckpoint(EXAMPLE);
    expect(parsed).toEqual({
      origin: 'example.com/behind-the-sofa',
      size: 20_852_163,
      root: fromBase64(ROOT),
      extensions: [],
    });
    expect(formatCheckpoint(parsed)).toBe(EXAMPLE);
  });

  it('any checkpoint survives the way there and back', () => {
    const line = fc.string({ minLength: 1 }).filter((text) => !text.includes('\n'));
    const any = fc.record({
      origin: line,
      size: fc.maxSafeNat(),
      root: fc.uint8Array({ minLength: 32, maxLength: 32 }),
      extensions: fc.array(line, { maxLength: 3 }),
    });
    fc.assert(
      fc.property(any, (value) => {
        expect(parseCheckpoint(formatCheckpoint(value))).toEqual(value);
      }),
    );
  });

  it.each([
    ['empty', ''],
    ['origin missing', `\n7\n${ROOT}\n`],
    ['size missing', `${origin}\n\n${ROOT}\n`],
    ['size with a leading zero', `${origin}\n07\n${ROOT}\n`],
    ['size with a sign', `${origin}\n+7\n${ROOT}\n`],
    ['negative size', `${origin}\n-7\n${ROOT}\n`],
    ['size in hex', `${origin}\n0x7\n${ROOT}\n`],
    ['size with an exponent', `${origin}\n7e1\n${ROOT}\n`],
    ['size with a space', `${origin}\n7 \n${ROOT}\n`],
    ['size in other digits', `${origin}\n７\n${ROOT}\n`],
    ['size beyond 2^53 − 1', `${origin}\n9007199254740992\n${ROOT}\n`],
    ['root missing', `${origin}\n7\n`],
    ['root empty', `${origin}\n7\n\n`],
    ['root not base64', `${origin}\n7\n${ROOT}!\n`],
    ['root of 31 bytes', `${origin}\n7\n${toBase64(new Uint8Array(31))}\n`],
    ['root of 33 bytes', `${origin}\n7\n${toBase64(new Uint8Array(33))}\n`],
    ['last newline missing', `${origin}\n7\n${ROOT}`],
    ['last newline missing after an extension', `${origin}\n7\n${ROOT}\nextension`],
    ['empty extension line', `${origin}\n7\n${ROOT}\n\n`],
    ['empty line between extensions', `${origin}\n7\n${ROOT}\na\n\nb\n`],
  ])('strict: %s refused', (_, text) => {
    expect(() => parseCheckpoint(text)).toThrow(malformed);
  });

  it.each([
    ['empty origin', { origin: '' }],
    ['origin of two lines', { origin: 'a\nb' }],
    ['fractional size', { size: 0.5 }],
    ['negative size', { size: -1 }],
    ['short root', { root: new Uint8Array(31) }],
    ['empty extension', { extensions: [''] }],
    ['extension of two lines', { extensions: ['a\nb'] }],
  ])('%s is not written', (_, fact) => {
    expect(() => formatCheckpoint({ ...checkpoint, ...fact })).toThrow(malformed);
  });
});

describe('signed checkpoint', () => {
  it('what the log signs, its reader opens', async () => {
    const note = await signCheckpoint(checkpoint, [log.signer]);
    expect(await openCheckpoint(note, origin, [log.verifier])).toEqual({ ...checkpoint, extensions: [] });
  });

  it('another log under a trusted key: refused', async () => {
    const note = await signCheckpoint({ ...checkpoint, origin: 'other.example.cn' }, [log.signer]);
    await expect(openCheckpoint(note, origin, [log.verifier])).rejects.toMatchObject({
      code: 'CHECKPOINT_ORIGIN_MISMATCH',
    });
  });

  it('signed by others only: refused', async () => {
    const note = await signCheckpoint(checkpoint, [noteKey('witness.example.cn', 2).signer]);
    await expect(openCheckpoint(note, origin, [log.verifier])).rejects.toMatchObject({
      code: 'NOTE_UNVERIFIED',
    });
  });

  it('a signed note that is no checkpoint: refused', async () => {
    const note = await signNote('good morning\n', [log.signer]);
    await expect(openCheckpoint(note, origin, [log.verifier])).rejects.toMatchObject({
      code: 'CHECKPOINT_MALFORMED',
    });
  });
});
