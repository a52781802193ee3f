import { Fact, Facts, LICENCE_WORDS, useText, useWords } from '@xinqiao/console';
import type { Admitted } from '@xinqiao/contracts';
import { ApplicationFacts } from '../applications/application-facts.tsx';

const TEXT = {
  'zh-CN': {
    all: '准入的全部内容（此后若有变动，复核将被拒绝）',
    hash: '摘要',
    name: '登记名称',
    calls: '每分钟调用上限',
    licence: '许可',
    withdrawn: '（已注销）',
    none: '无',
    keys: '公钥指纹',
  },
  en: {
    all: 'Everything that is let in (if any of it changes, approval is refused)',
    hash: 'Hash',
    name: 'Registered name',
    calls: 'Calls per minute at most',
    licence: 'Licence',
    withdrawn: '(withdrawn)',
    none: 'none',
    keys: 'Thumbprints',
  },
} as const;

/** Everything whoever approves lets in, for her to look at. */
export function WhatIsAdmitted({ admitted, hash }: { admitted: Admitted; hash: string | null }) {
  const text = useText(TEXT);
  const wordsOf = useWords();
  const { name, callsPerMinute, licences, applications } = admitted;
  return (
    <details className="more">
      <summary>{text.all}</summary>
      <Facts>
        <Fact label={text.hash}>
          <code>{hash}</code>
        </Fact>
        <Fact label={text.name}>
          {name.zh} / {name.en}
        </Fact>
        <Fact label={text.calls}>{callsPerMinute.toLocaleString('en')}</Fact>
        {licences.map((licence) => (
          <Fact key={licence.licenceId} label={text.licence}>
            {wordsOf(LICENCE_WORDS, licence.type)} {licence.number} · {licence.issuer} · {licence.validFrom} –{' '}
            {licence.validTo ?? ''} {licence.withdrawn ? text.withdrawn : ''}
          </Fact>
        ))}
      </Facts>
      {applications.map((application) => (
        <section key={application.applicationId}>
          <h3>
            {application.name.zh} / {application.name.en}
          </h3>
          <Facts>
            <ApplicationFacts application={application} />
            <Fact label={text.keys}>
              <code>{application.keys.length === 0 ? text.none : application.keys.join(' · ')}</code>
            </Fact>
          </Facts>
        </section>
      ))}
    </details>
  );
}
