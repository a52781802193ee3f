import { Fact, Facts, LICENCE_WORDS, useText, useWords } from '@xinqiao/console';
import { type Admitted, PURPOSES } from '@xinqiao/contracts';

const TEXT = {
  'zh-CN': {
    all: '准入的全部内容（此后若有变动，复核将被拒绝）',
    hash: '摘要',
    name: '登记名称',
    calls: '每分钟调用上限',
    licence: '许可',
    withdrawn: '（已注销）',
    none: '无',
    redirectUris: '回调地址',
    notificationUri: '通知地址',
    purposes: '用途',
    templates: '授权模板',
    scopes: '权限范围',
    keys: '公钥指纹',
    url: '公钥地址',
  },
  en: {
    all: 'Everything that is let in (if any of it changes, approval is refused)',
    hash: 'Hash',
    name: 'Registered name',
    calls: 'Calls per minute at most',
    licence: 'Licence',
    withdrawn: '(withdrawn)',
    none: 'none',
    redirectUris: 'Redirect URIs',
    notificationUri: 'Where it is told of answers',
    purposes: 'Purposes',
    templates: 'Consent templates',
    scopes: 'Scopes',
    keys: 'Thumbprints',
    url: 'Address of its keys',
  },
} as const;

/** Everything whoever approves lets in, for her to look at. */
export function WhatIsAdmitted({ admitted, hash }: { admitted: Admitted; hash: string | null }) {
  const text = useText(TEXT);
  const wordsOf = useWords();
  const { name, callsPerMinute, licences, applications } = admitted;
  const joined = (values: readonly string[]) => (values.length === 0 ? text.none : values.join(' · '));
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
            <Fact label={text.redirectUris}>
              <code>{joined(application.redirectUris)}</code>
            </Fact>
            <Fact label={text.notificationUri}>
              <code>{application.notificationUri ?? text.none}</code>
            </Fact>
            <Fact label={text.purposes}>
              {joined(application.purposes.map((code) => wordsOf(PURPOSES, code)))}
            </Fact>
            <Fact label={text.templates}>
              <code>{joined(application.templates)}</code>
            </Fact>
            <Fact label={text.scopes}>
              <code>{joined(application.scopes)}</code>
            </Fact>
            <Fact label={text.keys}>
              <code>{joined(application.keys)}</code>
            </Fact>
            {application.jwksUri === null ? null : (
              <Fact label={text.url}>
                <code>{application.jwksUri}</code>
              </Fact>
            )}
          </Facts>
        </section>
      ))}
    </details>
  );
}
