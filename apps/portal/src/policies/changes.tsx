import { Loaded, useText } from '@xinqiao/console';
import type { PolicySummary, PolicyVersion } from '@xinqiao/contracts';
import { type Difference, differences } from './differences.ts';
import { inForceBeside } from './in-force-beside.ts';
import { today } from './today.ts';

const TEXT = {
  'zh-CN': {
    none: '文档没有差异。',
    path: '位置',
    before: '现行',
    after: '本版本',
    absent: '（无）',
    against: (version: string) => `现行版本为 ${version}。`,
  },
  en: {
    none: 'The documents do not differ.',
    path: 'Where',
    before: 'In force',
    after: 'This version',
    absent: '(nothing)',
    against: (version: string) => `In force is ${version}.`,
  },
} as const;

/** What would change if this version were put in force; nothing where none of its policy is. */
export function Changes({ policy, title }: { policy: PolicyVersion; title: string }) {
  if (policy.status !== 'DRAFT' && policy.status !== 'PROPOSED') return null;
  return (
    <Loaded name="policies.list" input={{ limit: 100 }}>
      {({ items }) => {
        const other = inForceBeside(policy, items, today());
        return other === undefined ? null : <Beside {...{ policy, other, title }} />;
      }}
    </Loaded>
  );
}

interface BesideProps {
  readonly policy: PolicyVersion;
  readonly other: PolicySummary;
  readonly title: string;
}

function Beside({ policy, other, title }: BesideProps) {
  const text = useText(TEXT);
  const { policyId, version } = other;
  return (
    <>
      <h2>{title}</h2>
      <p className="quiet">{text.against(`${policyId}@${version}`)}</p>
      <Loaded name="policies.get" input={{ policyId, version }}>
        {({ document }) => {
          const found = differences(document, policy.document).filter(({ path }) => path !== 'version');
          return found.length === 0 ? <p>{text.none}</p> : <Table found={found} />;
        }}
      </Loaded>
    </>
  );
}

function Table({ found }: { found: readonly Difference[] }) {
  const text = useText(TEXT);
  const shown = (value: unknown) =>
    value === undefined ? (
      <span className="quiet">{text.absent}</span>
    ) : (
      <code>{typeof value === 'string' ? value : JSON.stringify(value)}</code>
    );
  return (
    <table className="plain changes">
      <thead>
        <tr>
          <th scope="col">{text.path}</th>
          <th scope="col">{text.before}</th>
          <th scope="col">{text.after}</th>
        </tr>
      </thead>
      <tbody>
        {found.map(({ path, before, after }) => (
          <tr key={path}>
            <th scope="row">
              <code>{path}</code>
            </th>
            <td>{shown(before)}</td>
            <td>{shown(after)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
