import type { ReactNode } from 'react';
import type { InputOf, OutputOf, ReadName } from './call.ts';
import { Failure } from './failure.tsx';
import { useText } from './language.tsx';
import { useRead } from './use-read.ts';

const TEXT = { 'zh-CN': { loading: '正在读取……' }, en: { loading: 'Reading…' } } as const;

interface LoadedProps<N extends ReadName> {
  readonly name: N;
  readonly input: InputOf<N>;
  children(answer: OutputOf<N>): ReactNode;
}

/** What an operation answers, shown once it has; meanwhile progress, else what went wrong and the next step. */
export function Loaded<N extends ReadName>({ name, input, children }: LoadedProps<N>) {
  const { answer, failure, again } = useRead(name, input);
  if (failure !== undefined) return <Failure failure={failure} onAgain={again} />;
  if (answer === undefined) return <Loading />;
  return children(answer);
}

/** Something is being read. */
export function Loading() {
  const text = useText(TEXT);
  return (
    <p role="status" className="loading">
      {text.loading} <progress aria-label={text.loading} />
    </p>
  );
}
