import '@xinqiao/console/styles.css';
import './styles.css';
import { startConsole } from '@xinqiao/console';
import { Regulator } from './regulator.tsx';

startConsole(
  {
    name: { zh: '信桥 · 监管', en: 'Xinqiao 信桥 · Regulator' },
    to: 'regulator',
    signedOut: {
      zh: '此页面供监管人员使用，请先登录。',
      en: 'This page is for staff of the regulator. Sign in first.',
    },
    wrongRole: {
      zh: '当前身份不能查看此页面，请以监管人员身份登录。',
      en: 'This identity may not see this page. Sign in as staff of the regulator.',
    },
  },
  <Regulator />,
);
