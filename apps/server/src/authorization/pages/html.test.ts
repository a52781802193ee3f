import { describe, expect, it } from 'vitest';
import { html } from './html.ts';

describe('html', () => {
  it('escapes what is inserted', () => {
    expect(html`<p title="${'"'}">${`<script>alert('&')</script>`}</p>`.text).toBe(
      '<p title="&quot;">&lt;script&gt;alert(&#39;&amp;&#39;)&lt;/script&gt;</p>',
    );
  });

  it('leaves markup made by itself alone, also in lists', () => {
    expect(html`<ul>${['a', '<'].map((item) => html`<li>${item}</li>`)}</ul>`.text).toBe(
      '<ul><li>a</li><li>&lt;</li></ul>',
    );
  });

  it('leaves out what is absent', () => {
    expect(html`a${undefined}${false}b`.text).toBe('ab');
  });
});
