import { LightMark, Loaded, textKey, useLanguage, useText, When } from '@xinqiao/console';

const TEXT = {
  'zh-CN': { none: '尚未登记公钥。', until: '有效至' },
  en: { none: 'No public key yet.', until: 'until' },
} as const;

/** All keys of the participant with the light of each, application by application. */
export function KeyLights() {
  const [language] = useLanguage();
  const text = useText(TEXT);
  return (
    <Loaded name="applications.list" input={{}}>
      {({ items }) => {
        const keys = items.flatMap((application) => application.keys.map((key) => ({ application, key })));
        if (keys.length === 0) return <p className="quiet">{text.none}</p>;
        return (
          <ul className="rows">
            {keys.map(({ application, key: { kid, validTo, light } }) => (
              <li key={`${application.applicationId} ${kid}`}>
                {application.name[textKey(language)]} · <code>{kid}</code> · {text.until}{' '}
                <When at={validTo} /> · <LightMark light={light} />
              </li>
            ))}
          </ul>
        );
      }}
    </Loaded>
  );
}
