/** A field of a form as it was typed: browsers send line ends as CR LF (HTML §4.10.22.4). Empty where it is no text. */
export const typed = (value: unknown): string =>
  typeof value === 'string' ? value.replaceAll('\r\n', '\n') : '';
