import { OPERATIONS, type OperationName } from '@xinqiao/contracts';

const NOBODY = '019aa5b8-7c00-7c3e-9d52-6b1f0a4e8d77';

/** Ids of things that do not exist, by the name of the member that holds them. */
const IDS: Readonly<Record<string, string>> = {
  consentId: `cns_${NOBODY}`,
  decisionId: `dec_${NOBODY}`,
  entryId: `ent_${NOBODY}`,
};

/** Bodies of the writes that need one; a test that meets a new write asks for its body here. */
const BODIES: Readonly<Partial<Record<OperationName, (ids: Readonly<Record<string, string>>) => object>>> = {
  'consents.revoke': () => ({}),
  'data.fetch': () => ({}),
  'decisions.create': ({ consentId }) => ({ consentId }),
  'subjects.register': () => ({
    type: 'ENTERPRISE',
    name: '亳州市某某药业有限公司',
    uscc: '91341602MA2MQ1XX59',
    sourceId: 'city',
    representative: { identityId: 'somebody', name: '某某' },
  }),
};

export interface ExampleRequest {
  readonly method: 'GET' | 'POST';
  /** Below `/api`. */
  readonly path: string;
  readonly body?: object;
}

/**
 * A request that the contract lets pass, for any operation.
 *
 * @param ids Ids to use, by member; default ids of nothing.
 */
export function exampleRequest(
  name: OperationName,
  ids: Readonly<Record<string, string>> = {},
): ExampleRequest {
  const operation = OPERATIONS[name];
  const known = { ...IDS, ...ids };
  const path = operation.path.replaceAll(/\{(\w+)\}/g, (_, member: string) => {
    const id = known[member as keyof typeof known];
    if (id === undefined) throw new Error(`an example of ${member} is missing in ${import.meta.url}`);
    return id;
  });
  if (!operation.write) return { method: 'GET', path };
  const body = BODIES[name]?.(known);
  if (body === undefined) throw new Error(`an example of ${name} is missing in ${import.meta.url}`);
  return { method: 'POST', path, body };
}
