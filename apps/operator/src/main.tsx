import '@xinqiao/console/styles.css';
import './styles.css';
import { startConsole } from '@xinqiao/console';
import { Operator } from './operator.tsx';

startConsole(
  {
    name: { zh: '信桥 · 运营', en: 'Xinqiao 信桥 · Operator' },
    to: 'operator',
    signedOut: {
      zh: '此页面供运营人员使用，请先登录。',
      en: 'This page is for staff of the operator. Sign in first.',
    },
    wrongRole: {
      zh: '当前身份不能查看此页面，请以具有相应角色的运营人员身份登录。',
      en: 'This identity may not see this page. Sign in as staff of the operator with a role that may.',
    },
  },
  <Operator />,
);
