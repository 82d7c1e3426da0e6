import { deployment, kube, ruleCases } from '../../testing.ts';
import { reloadAllowed } from './reload-allowed.ts';

const prometheus = (args: readonly string[], sidecars: readonly object[] = []) => {
  const own = deployment({
    name: 'prometheus',
    namespace: 'monitoring',
    container: { name: 'prometheus', image: 'prom/prometheus:v2.55.1', args },
  });
  const spec = (own['spec'] as { template: { spec: { containers: object[] } } }).template.spec;
  spec.containers.push(...sidecars);
  return own;
};
const guide = kube('slipway.dev/v1/Guide', { name: 'operations' }, { text: 'curl -X POST http://localhost:9090/-/reload\n' });
const reloader = {
  name: 'reloader',
  image: 'jimmidyson/configmap-reload:v0.9.0',
  args: ['--volume-dir=/etc/prometheus', '--webhook-url=http://127.0.0.1:9090/-/reload'],
};

ruleCases(reloadAllowed, {
  accepts: {
    'a Prometheus that may be told': [prometheus(['--web.enable-lifecycle'], [reloader]), guide],
    'a Prometheus that nobody shows': [guide],
  },
  refuses: {
    'a guide': {
      given: [prometheus(['--config.file=/x']), guide],
      says: 'it calls /-/reload, and Deployment prometheus starts without --web.enable-lifecycle',
    },
    'a container beside it': {
      given: [prometheus([], [reloader])],
      says: 'container "reloader" calls /-/reload, and "prometheus" starts without --web.enable-lifecycle',
      fix: 'Add --web.enable-lifecycle to the arguments of Prometheus.',
    },
  },
});
