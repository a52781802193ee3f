import type { Light, LocalizedText } from '@xinqiao/contracts';

export const DRIFT_WORDS: Readonly<Record<Light, LocalizedText>> = {
  GREEN: { zh: '稳定', en: 'stable' },
  YELLOW: { zh: '偏移，请核查', en: 'moved: look why' },
  RED: { zh: '明显偏移，请重新验证', en: 'moved far: validate anew' },
};
