import { deployment, kube, ruleCases } from '../../testing.ts';
import { urlSchemeWritten } from './url-scheme-written.ts';

const env = (value: string) => deployment({ namespace: 'shop', container: { env: [{ name: 'STORE', value }] } });
const config = (value: string) => kube('v1/ConfigMap', { namespace: 'shop', name: 'web' }, { data: { 'web.yaml': value } });

ruleCases(urlSchemeWritten, {
  accepts: {
    'schemes that there are': [
      env('https://s3.example.com'),
      config('a: http://web\nb: HTTPS://web\nc: amqps://queue\nd: sftp://files\ne: redis+https://x\nf: tps://x'),
    ],
    'a word before a path': [config('mode: http\nshttp: /x')],
  },
  refuses: {
    'letters in another order': {
      given: [env('htpps://s3.example.com')],
      says: 'htpps:// is no scheme of an address',
      fix: 'Write https://.',
    },
    'a letter too many, in a file': {
      given: [config('url: htttp://web:8080\n')],
      says: 'htttp:// is no scheme of an address',
      fix: 'Write http://.',
    },
    'a letter too few': { given: [env('htps://s3.example.com')], says: 'htps:// is no scheme of an address' },
  },
});
