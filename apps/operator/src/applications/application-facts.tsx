import { Fact, useText, useWords } from '@xinqiao/console';
import { type Admitted, PURPOSES } from '@xinqiao/contracts';
import type { ReactNode } from 'react';

const TEXT = {
  'zh-CN': {
    redirectUris: '回调地址',
    notificationUri: '通知地址',
    purposes: '用途',
    templates: '授权模板',
    scopes: '权限范围',
    url: '公钥地址',
    none: '无',
  },
  en: {
    redirectUris: 'Redirect URIs',
    notificationUri: 'Where it is told of answers',
    purposes: 'Purposes',
    templates: 'Consent templates',
    scopes: 'Scopes',
    url: 'Address of its keys',
    none: 'None',
  },
} as const;

interface ApplicationFactsProps {
  readonly application: Pick<
    Admitted['applications'][number],
    'redirectUris' | 'notificationUri' | 'purposes' | 'templates' | 'scopes' | 'jwksUri'
  >;
  /** Stands beside the address of its keys. */
  readonly besideUrl?: ReactNode;
}

/** What an application is admitted for, as facts of a list. */
export function ApplicationFacts({ application, besideUrl }: ApplicationFactsProps) {
  const text = useText(TEXT);
  const wordsOf = useWords();
  const { redirectUris, notificationUri, purposes, templates, scopes, jwksUri } = application;
  const joined = (values: readonly string[]) => (values.length === 0 ? text.none : values.join(' · '));
  return (
    <>
      <Fact label={text.redirectUris}>
        {redirectUris.length === 0
          ? text.none
          : redirectUris.map((uri) => (
              <div key={uri}>
                <code>{uri}</code>
              </div>
            ))}
      </Fact>
      <Fact label={text.notificationUri}>
        <code>{notificationUri ?? text.none}</code>
      </Fact>
      <Fact label={text.purposes}>{joined(purposes.map((code) => wordsOf(PURPOSES, code)))}</Fact>
      <Fact label={text.templates}>
        <code>{joined(templates)}</code>
      </Fact>
      <Fact label={text.scopes}>
        <code>{joined(scopes)}</code>
      </Fact>
      {jwksUri === null ? null : (
        <Fact label={text.url}>
          <code>{jwksUri}</code> {besideUrl}
        </Fact>
      )}
    </>
  );
}
