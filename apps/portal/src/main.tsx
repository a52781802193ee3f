import '@xinqiao/console/styles.css';
import './styles.css';
import { startConsole } from '@xinqiao/console';
import { Portal } from './portal.tsx';

startConsole(
  {
    name: { zh: '信桥 · 开发者', en: 'Xinqiao 信桥 · Developers' },
    to: 'portal',
    signedOut: {
      zh: '此页面供接入机构的开发人员和风险经理使用，请先登录。',
      en: 'This page is for developers and risk officers of participants. Sign in first.',
    },
    wrongRole: {
      zh: '当前身份不能查看此页面，请以接入机构开发人员或风险经理身份登录。',
      en: 'This identity may not see this page. Sign in as a developer or risk officer of a participant.',
    },
  },
  <Portal />,
);
