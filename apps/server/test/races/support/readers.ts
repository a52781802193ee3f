import type { Answer, Caller, CallOptions } from './caller.ts';

type Nodes = readonly { readonly url: string }[];

/** A read of all that the consent covers: packages and decisions in turn, nodes in turn. */
export function read(
  caller: Caller,
  nodes: Nodes,
  consentId: string,
  turn: number,
  options: Pick<CallOptions, 'idempotencyKey'> = {},
): Promise<Answer> {
  const node = nodes[turn % nodes.length] ?? { url: '' };
  return Math.floor(turn / nodes.length) % 2 === 0
    ? caller.call(node, 'data.fetch', { path: { consentId }, ...options })
    : caller.call(node, 'decisions.create', { body: { consentId }, ...options });
}

/**
 * Readers that read on and on, each beginning its next read as soon as it has an answer.
 *
 * @param readers Reads in flight at any time.
 * @param again Whether the reader that got this answer goes on.
 * @param onAnswer Called for every answer, as it arrives.
 * @returns Every answer.
 */
export async function readOn(
  start: (turn: number) => Promise<Answer>,
  readers: number,
  again: (answer: Answer) => boolean,
  onAnswer: (count: number) => void = () => undefined,
): Promise<Answer[]> {
  const answers: Answer[] = [];
  let turn = 0;
  const reader = async () => {
    for (;;) {
      const answer = await start(turn++);
      answers.push(answer);
      onAnswer(answers.length);
      if (!again(answer)) return;
    }
  };
  await Promise.all(Array.from({ length: readers }, reader));
  return answers;
}
