import { type CallFailed, call, Failure, failureFrom, useLanguage, useText } from '@xinqiao/console';
import { useState } from 'react';

const TEXT = {
  'zh-CN': { download: '下载电子表格（Excel）' },
  en: { download: 'Download the spreadsheet (Excel)' },
} as const;

/** The whole catalogue as a workbook, in the language of the console. */
export function Download() {
  const [language] = useLanguage();
  const text = useText(TEXT);
  const [failure, setFailure] = useState<CallFailed>();
  const [busy, setBusy] = useState(false);
  const download = async () => {
    setBusy(true);
    setFailure(undefined);
    try {
      const { fileName, mediaType, content } = await call('catalogue.export', { language });
      const bytes = Uint8Array.from(atob(content), (sign) => sign.charCodeAt(0));
      keep(new Blob([bytes], { type: mediaType }), fileName);
    } catch (thrown) {
      setFailure(failureFrom(thrown));
    } finally {
      setBusy(false);
    }
  };
  return (
    <>
      <p>
        <button type="button" disabled={busy} onClick={() => void download()}>
          {text.download}
        </button>
      </p>
      {failure === undefined ? null : <Failure failure={failure} onAgain={() => void download()} />}
    </>
  );
}

/** Hands a file to whoever presses the button, as a browser keeps one. */
function keep(file: Blob, name: string): void {
  const address = URL.createObjectURL(file);
  const link = document.createElement('a');
  link.href = address;
  link.download = name;
  link.click();
  // The browser has taken it by then.
  setTimeout(() => URL.revokeObjectURL(address), 60_000);
}
