import { documentObject } from '../../document.ts';
import { deployment, inFile, kube, ruleCases } from '../../testing.ts';
import { quotesNotKept } from './quotes-not-kept.ts';

const config = (data: object) => kube('v1/ConfigMap', { name: 'c' }, { data });
const taking = deployment({ container: { envFrom: [{ configMapRef: { name: 'c' } }] } });
const compose = (environment: unknown) =>
  inFile('docker-compose.yml', documentObject('Config', 'compose', { content: { services: { web: { environment } } } }));

ruleCases(quotesNotKept, {
  accepts: {
    'plain values': [config({ LOG_LEVEL: 'INFO', EMPTY: '' }), taking, compose(['LOG_LEVEL=INFO', 'SAYS=he said "x"'])],
    'texts of JSON': [config({ LIST: '["a"]', MAP: '{"a": "b"}' }), taking],
    'files, and what nobody takes as variables': [
      config({ 'app.conf': '"x"' }),
      taking,
      kube('v1/ConfigMap', { name: 'd' }, { data: { LOG_LEVEL: '"INFO"' } }),
    ],
    'a map of YAML, whose quotes are gone': [compose({ LOG_LEVEL: 'INFO' })],
  },
  refuses: {
    'quotes from a file of settings': {
      given: [config({ LOG_LEVEL: '"INFO"' }), taking],
      says: 'LOG_LEVEL is "INFO", with its quotes',
      fix: 'Write INFO.',
    },
    'quotes in a list': {
      given: [compose(['LOG_LEVEL="INFO"', "HOST='db'"])],
      says: ["HOST of web is 'db', with its quotes", 'LOG_LEVEL of web is "INFO", with its quotes'].reverse(),
    },
  },
});
