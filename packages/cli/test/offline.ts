import { beforeEach, vi } from 'vitest';

/** What a command says in each test of the file; whatever asks the network fails. */
export function offline(): { readonly out: string; readonly err: string } {
  const said = { out: '', err: '' };
  beforeEach(() => {
    said.out = '';
    said.err = '';
    const into = (stream: 'out' | 'err') => (text: unknown) => {
      said[stream] += String(text);
      return true;
    };
    vi.spyOn(process.stdout, 'write').mockImplementation(into('out'));
    vi.spyOn(process.stderr, 'write').mockImplementation(into('err'));
    vi.stubGlobal('fetch', () => Promise.reject(new TypeError('no network')));
    return () => {
      vi.restoreAllMocks();
      vi.unstubAllGlobals();
    };
  });
  return said;
}
