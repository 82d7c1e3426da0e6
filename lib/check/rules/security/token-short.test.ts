import { documentObject } from '../../document.ts';
import type { KubeObject } from '../../../manifest/manifest.ts';
import { ruleCases } from '../../testing.ts';
import { tokenShort } from './token-short.ts';

const script = (text: string): KubeObject => documentObject('Script', 'token', { text });

ruleCases(tokenShort, {
  accepts: {
    'an hour': [script('kubectl create token deployer -n ci --duration=1h\n')],
    'what the cluster gives': [script('kubectl create token deployer\n')],
    'a month, from a variable': [
      script('kubectl create token deployer --duration=720h\nkubectl create token deployer --duration="$LIFE"\n'),
    ],
  },
  refuses: {
    'ten years': {
      given: [script('kubectl -n ci create token deployer --duration=87600h\n')],
      says: 'line 1: the token is good for 87600h, 3650 days',
    },
    'a year': {
      given: [script('kubectl create token deployer --duration 8760h\n')],
      says: 'line 1: the token is good for 8760h, 365 days',
    },
  },
});
