import { z } from 'zod';
import { Instant } from '../values/index.ts';
import { operation } from './operation.ts';

/** How long a one-time code may be used, in seconds. */
export const CONSOLE_CODE_SECONDS = 120;

export const openConsole = operation({
  name: 'console.open',
  method: 'POST',
  path: '/v1/console/codes',
  summary: {
    zh: '运营人员用自己的命令行工具取得登录控制台的一次性代码',
    en: 'Get a one-time code to sign in to the console, with the tool of a member of the operator’s staff',
  },
  scope: 'console:open',
  input: z.strictObject({}),
  output: z
    .strictObject({
      code: z
        .string()
        .describe(
          'One-time code, to be entered on the page /sign-in?to=operator. It stands for the person: show it to nobody.',
        ),
      expiresAt: Instant.describe('From here on the code is refused, UTC.'),
    })
    .meta({ id: 'ConsoleCode', description: 'A one-time code to sign in with.' }),
  status: 201,
});
