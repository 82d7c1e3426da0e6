import { deployment, kube, ruleCases, service } from '../../testing.ts';
import { targetOnePod } from './target-one-pod.ts';

const prometheus = (job: string) =>
  kube(
    'v1/ConfigMap',
    { name: 'prometheus', namespace: 'monitoring' },
    { data: { 'prometheus.yml': `scrape_configs:\n  - job_name: shop\n${job}` } },
  );
const target = (address: string) => prometheus(`    static_configs: [{ targets: ['${address}'] }]\n`);
const web = (replicas: number) => deployment({ namespace: 'shop', name: 'web', labels: { app: 'web' }, spec: { replicas } });
const door = service({ namespace: 'shop', name: 'web', selector: { app: 'web' } });

ruleCases(targetOnePod, {
  accepts: {
    'a Service of one pod': [web(1), door, target('web.shop:8080')],
    'a name of elsewhere': [web(3), door, target('web.example.org:8080')],
    'a Service that is not in the tree': [web(3), target('web.shop:8080')],
    'pods that are discovered': [web(3), door, prometheus('    kubernetes_sd_configs: [{ role: pod }]\n')],
    'a probe of the Service': [
      web(3),
      door,
      prometheus(`    metrics_path: /probe\n    params: { module: [http_2xx] }\n    static_configs: [{ targets: ['web.shop:8080'] }]\n`),
    ],
  },
  refuses: {
    'a Service of what runs on every node': {
      given: [{ ...web(1), kind: 'DaemonSet' }, door, target('web.shop:9100')],
      says: 'job shop scrapes web.shop:9100 (a pod on every node) through the address of a Service',
    },
    'a Service of several pods': {
      given: [web(2), door, target('web.shop:8080')],
      says: 'job shop scrapes web.shop:8080 (2 pods) through the address of a Service',
    },
    'the same by its whole name': {
      given: [web(3), door, target('web.shop.svc.cluster.local:8080')],
      says: 'job shop scrapes web.shop.svc.cluster.local:8080 (3 pods) through the address of a Service',
    },
  },
});
