// sv-SE writes dates as ISO 8601 does, which both languages read.
const minute = new Intl.DateTimeFormat('sv-SE', {
  timeZone: 'Asia/Shanghai',
  dateStyle: 'short',
  timeStyle: 'short',
});

/** An instant to the minute, Asia/Shanghai; the frame says so. */
export function When({ at }: { at: string }) {
  return <time dateTime={at}>{minute.format(new Date(at))}</time>;
}
