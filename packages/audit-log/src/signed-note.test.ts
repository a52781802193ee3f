import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { noteKey, noteVerifier } from '../test/ed25519.ts';
import { sha256 } from '../test/reference-tree.ts';
import { fromBase64, toBase64 } from './base64.ts';
import { openNote, signNote } from './signed-note.ts';
import { parseVerifierKey } from './verifier-key.ts';

const log = noteKey('log.example.cn');
const witness = noteKey('witness.example.cn', 2);
const text = 'first line\n\nthird line\n';
const note = await signNote(text, [log.signer]);
const [, logLine] = note.split(/\n\n(?=—)/) as [string, string];
const witnessLine = (await signNote(text, [witness.signer])).split(/\n\n(?=—)/)[1]!;

const utf8 = (value: string) => new TextEncoder().encode(value);
const encoded = logLine.trimEnd().split(' ')[2]!;
/** The log's line with its signature bytes changed. */
const lineWith = (change: (bytes: Uint8Array) => Uint8Array) =>
  `— log.example.cn ${toBase64(change(fromBase64(encoded)))}\n`;

describe('signed note · C2SP signed-note', () => {
  it('the example of the specification opens', async () => {
    const key = parseVerifierKey(
      sha256,
      'example.com/foo+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k',
    );
    const example =
      'This is an example message.\n\n— example.com/foo ' +
      'Uw2QOkn8srV1yJGh2VYRlL1Tnagv1YEq6TfXppzi2ONncAlTgK7Ztg1ERYNZXsYjOBH3mFXmRKuwHjG1Yu72IneyaQM=\n';
    expect((await openNote(example, [noteVerifier(key)])).text).toBe('This is an example message.\n');
  });

  it('what is signed opens again, as text and as bytes', async () => {
    expect(await openNote(note, [log.verifier])).toEqual({ text, signedBy: [log.verifier] });
    expect((await openNote(utf8(note), [log.verifier])).text).toBe(text);
  });

  it('any text of allowed characters survives, with empty lines anywhere', async () => {
    const lines = fc.array(fc.string({ unit: 'grapheme' }).filter((line) => !/\p{Cc}/u.test(line)));
    await fc.assert(
      fc.asyncProperty(lines, async (parts) => {
        const body = `${parts.join('\n')}\n`;
        expect((await openNote(await signNote(body, [log.signer]), [log.verifier])).text).toBe(body);
      }),
      { numRuns: 50 },
    );
  });

  it('several signers: each known one is named, in the order of the note', async () => {
    const both = await signNote(text, [log.signer, witness.signer]);
    const { signedBy } = await openNote(both, [witness.verifier, log.verifier]);
    expect(signedBy).toEqual([log.verifier, witness.verifier]);
  });

  it('signatures of unknown keys are ignored, also a false one under a known name', async () => {
    const impostor = noteKey('log.example.cn', 3);
    const mixed = (await signNote(text, [impostor.signer, witness.signer])) + logLine;
    expect((await openNote(mixed, [log.verifier])).signedBy).toEqual([log.verifier]);
  });

  it('no known key signed: NOTE_UNVERIFIED', async () => {
    await expect(openNote(note, [witness.verifier])).rejects.toMatchObject({ code: 'NOTE_UNVERIFIED' });
    await expect(openNote(note, [])).rejects.toMatchObject({ code: 'NOTE_UNVERIFIED' });
  });

  it.each([
    ['text altered', note.replace('first', 'First')],
    ['empty line of the text removed', note.replace('\n\nthird', '\nthird')],
    ['signature altered', `${text}\n${lineWith((bytes) => bytes.with(67, bytes[67]! ^ 1))}`],
    ['signature cut short', `${text}\n${lineWith((bytes) => bytes.subarray(0, 60))}`],
    ['signature lengthened', `${text}\n${lineWith((bytes) => Uint8Array.of(...bytes, 0))}`],
    [
      'a good signature and a bad one of the same key',
      note + lineWith((bytes) => bytes.with(9, bytes[9]! ^ 1)),
    ],
  ])('known key, %s: the whole note is refused', async (_, spoilt) => {
    await expect(openNote(spoilt, [log.verifier])).rejects.toMatchObject({ code: 'NOTE_SIGNATURE_INVALID' });
  });

  it('a good signature does not outweigh a bad one of another known key', async () => {
    const bad = `— witness.example.cn ${toBase64(fromBase64(witnessLine.trimEnd().split(' ')[2]!).with(9, 0))}\n`;
    await expect(openNote(note + bad, [log.verifier, witness.verifier])).rejects.toMatchObject({
      code: 'NOTE_SIGNATURE_INVALID',
    });
  });

  it.each([
    ['empty', ''],
    ['text alone', text],
    ['no signature line', `${text}\n`],
    ['no empty line between', `first line\n${logLine}`],
    ['last newline missing', note.slice(0, -1)],
    ['line after the signatures', `${note}rest\n`],
    ['unended line after the signatures', `${note}rest`],
    ['signature line after one character', `x${logLine}`],
    ['empty line after the signatures', `${note}\n`],
    ['signature line without text', logLine],
    ['control character in the text', note.replace('first', 'fi\u0001rst')],
    ['tab in the text', note.replace('first', 'fi\trst')],
    ['carriage returns', note.replaceAll('\n', '\r\n')],
    ['NUL in a signature line', note.replace('— log', '— \u0000log')],
    ['lone surrogate', note.replace('first', 'fi\ud800rst')],
    ['hyphen for em dash', note.replace('—', '-')],
    ['en dash for em dash', note.replace('—', '–')],
    ['two spaces after the dash', note.replace('— ', '—  ')],
    ['space at the end of the line', note.replace(/\n$/, ' \n')],
    ['no-break space in the name', note.replace('log.example', 'log\u00a0example')],
    ['plus sign in the name', note.replace('log.example', 'log+example')],
    ['name missing', note.replace('log.example.cn ', '')],
    ['signature missing', note.replace(` ${encoded}`, '')],
    ['signature not base64', note.replace(encoded, `${encoded.slice(0, -1)}!`)],
    ['signature without padding', note.replace(encoded, encoded.replace(/=+$/, ''))],
    ['key id without signature', note.replace(encoded, toBase64(fromBase64(encoded).subarray(0, 4)))],
    ['malformed line of an unknown key', `${note}— other.example.cn AAAA\n`],
  ])('strict: %s refused', async (_, malformed) => {
    await expect(openNote(malformed, [log.verifier])).rejects.toMatchObject({ code: 'NOTE_MALFORMED' });
  });

  it('a known id under another name is another key: ignored', async () => {
    const renamed = note.replace('log.example.cn', 'other.example.cn');
    await expect(openNote(renamed, [log.verifier])).rejects.toMatchObject({ code: 'NOTE_UNVERIFIED' });
  });

  it('a byte order mark before the note is part of what would have to be signed', async () => {
    await expect(openNote(utf8(`\ufeff${note}`), [log.verifier])).rejects.toMatchObject({
      code: 'NOTE_SIGNATURE_INVALID',
    });
  });

  it('strict: bytes that are not UTF-8 refused', async () => {
    const broken = utf8(note).with(0, 0xff);
    await expect(openNote(broken, [log.verifier])).rejects.toMatchObject({ code: 'NOTE_MALFORMED' });
  });

  it('16 signatures must open (C2SP); 64 still do, 65 are refused', async () => {
    const repeated = (count: number) => `${text}\n${logLine}${witnessLine.repeat(count - 1)}`;
    for (const count of [16, 64]) {
      expect((await openNote(repeated(count), [log.verifier])).signedBy).toHaveLength(1);
    }
    await expect(openNote(repeated(65), [log.verifier])).rejects.toMatchObject({ code: 'NOTE_MALFORMED' });
  });

  it('a note of more than 512 KiB is refused', async () => {
    const oversized = `${'x'.repeat(512 * 1024)}\n`;
    await expect(signNote(oversized, [log.signer])).rejects.toMatchObject({ code: 'NOTE_MALFORMED' });
    await expect(openNote(`${oversized}\n${logLine}`, [log.verifier])).rejects.toMatchObject({
      code: 'NOTE_MALFORMED',
    });
  });

  it('two verifiers for one key: refused, as it is unclear which to ask', async () => {
    await expect(openNote(note, [log.verifier, { ...log.verifier }])).rejects.toMatchObject({
      code: 'VERIFIERS_AMBIGUOUS',
    });
  });

  it.each([
    ['a text without final newline', 'text'],
    ['an empty text', ''],
    ['a text that ends like a signature line', `first line\n\n${logLine.trimEnd()}`],
    ['a control character', 'te\u0007xt\n'],
    ['a lone surrogate', 'te\udc00xt\n'],
  ])('%s is not signed', async (_, bad) => {
    await expect(signNote(bad, [log.signer])).rejects.toMatchObject({ code: 'NOTE_MALFORMED' });
  });

  it('nothing is signed without a signer, or under a name no note can hold', async () => {
    await expect(signNote(text, [])).rejects.toMatchObject({ code: 'NOTE_MALFORMED' });
    await expect(signNote(text, [{ ...log.signer, name: 'a b' }])).rejects.toMatchObject({
      code: 'KEY_NAME_INVALID',
    });
  });

  it('what the verifier throws passes through: an unusable key is not a bad signature', async () => {
    const verify = () => Promise.reject(new Error('key store closed'));
    await expect(openNote(note, [{ ...log.verifier, verify }])).rejects.toThrow('key store closed');
  });
});
