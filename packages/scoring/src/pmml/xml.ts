import { SaxesParser } from 'saxes';
import { PmmlInvalid } from '../error.ts';
import { PMML_PROBLEMS, type PmmlProblemCode } from './problem.ts';

/** Longest document that is read, in characters; a scorecard of a thousand characteristics has a tenth of it. */
const MAX_LENGTH = 8_000_000;
const MAX_DEPTH = 40;
const PMML_NAMESPACE = /^http:\/\/www\.dmg\.org\/PMML-4_[1-4]$/;
const INSTANCE_NAMESPACE = 'http://www.w3.org/2001/XMLSchema-instance';
/** Elements that occur once, whose place needs no number. */
const SINGLE = new Set([
  'PMML',
  'Header',
  'DataDictionary',
  'Scorecard',
  'MiningSchema',
  'Output',
  'Characteristics',
]);

/** An element of a PMML document. One of another namespace has that namespace in its name. */
export interface XmlElement {
  readonly name: string;
  readonly attributes: ReadonlyMap<string, string>;
  readonly children: readonly XmlElement[];
  readonly text: string;
  /** Its place as an XPath. */
  readonly path: string;
}

interface Growing extends XmlElement {
  readonly attributes: Map<string, string>;
  readonly children: Growing[];
  /** How many children of a name there are so far. */
  readonly named: Map<string, number>;
  text: string;
}

/**
 * Reads XML into elements. No entity is expanded but the five of XML, nothing outside is read, and a document type is
 * refused before anything it declares could be used.
 *
 * @throws {PmmlInvalid} with one problem.
 */
export function readXml(xml: string): XmlElement {
  if (xml.length > MAX_LENGTH) throw refused('', 'XML_TOO_LARGE');
  const parser = new SaxesParser({ xmlns: true });
  const open: Growing[] = [];
  let root: Growing | undefined;
  const here = () => open.at(-1)?.path ?? '';

  parser.on('error', (error) => {
    throw refused(here(), 'XML_MALFORMED', error.message);
  });
  parser.on('doctype', () => {
    throw refused(here(), 'XML_DOCTYPE');
  });
  parser.on('opentag', ({ local, uri, attributes }) => {
    if (open.length >= MAX_DEPTH) throw refused(here(), 'XML_TOO_LARGE');
    const parent = open.at(-1);
    const name = PMML_NAMESPACE.test(uri) ? local : `{${uri}}${local}`;
    const place = 1 + (parent?.named.get(name) ?? 0);
    parent?.named.set(name, place);
    const element: Growing = {
      name,
      attributes: new Map(),
      children: [],
      named: new Map(),
      text: '',
      path: `${here()}/${name}${SINGLE.has(name) && place === 1 ? '' : `[${place}]`}`,
    };
    for (const { uri: space, name: written, value, prefix } of Object.values(attributes)) {
      const declaration = prefix === 'xmlns' || written === 'xmlns';
      if (!declaration && space !== INSTANCE_NAMESPACE) element.attributes.set(written, value);
    }
    parent?.children.push(element);
    root ??= element;
    open.push(element);
  });
  const text = (part: string) => {
    const element = open.at(-1);
    if (element !== undefined) element.text += part;
  };
  parser.on('text', text);
  parser.on('cdata', text);
  parser.on('closetag', () => {
    open.pop();
  });
  parser.write(xml).close();
  if (root === undefined) throw refused('', 'XML_MALFORMED');
  return root;
}

export function refused(path: string, problem: PmmlProblemCode, detail = ''): PmmlInvalid {
  const { zh, en } = PMML_PROBLEMS[problem];
  const behind = detail === '' ? '' : ` (${detail})`;
  return new PmmlInvalid([{ path, problem, text: { zh: zh + behind, en: en + behind } }]);
}

/** What no document of XML 1.0 can hold, in any way of writing it. */
const NO_CHARACTER = /[^\t\n\r\u{20}-\u{d7ff}\u{e000}-\u{fffd}\u{10000}-\u{10ffff}]/gu;

/**
 * Text as it stands in an attribute or an element; a tab or line end would be read as a blank. What XML cannot hold
 * becomes U+FFFD.
 */
export const escapeXml = (text: string): string =>
  text
    .replaceAll(NO_CHARACTER, '\u{fffd}')
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
    .replaceAll(/[\t\n\r]/g, (blank) => `&#${blank.charCodeAt(0)};`);
