import { settingKey, unknownWord } from '../../charts/settings-longhorn.ts';
import { at } from '../../read.ts';
import { defineRule } from '../../rule.ts';

export const longhornSettingKnown = defineRule({
  id: 'longhorn-setting-known',
  severity: 'error',
  kinds: ['longhorn.io/v1beta2/Setting', 'longhorn.io/v1beta1/Setting'],
  asks: 'A setting of Longhorn that is one of a few words is one of them.',
  source: 'https://longhorn.io/docs/1.7.2/references/settings/',
  *check({ object }) {
    const unknown = unknownWord(settingKey(object.metadata.name), at(object, 'value'));
    if (unknown === undefined) return;
    yield {
      path: 'value',
      ...unknown,
      why: 'The webhook of Longhorn refuses the object: the sync fails, and the setting stays as it was.',
    };
  },
});
