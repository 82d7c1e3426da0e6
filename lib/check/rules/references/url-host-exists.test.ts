import { cronJob, deployment, kube, ruleCases, service } from '../../testing.ts';
import { urlHostExists } from './url-host-exists.ts';

const namespace = 'blog';
const mysql = service({ namespace, name: 'mysql-service', ports: [{ name: 'mysql', port: 3306 }] });
const tempo = service({ namespace: 'monitoring', name: 'tempo', ports: [{ port: 3200 }, { port: 4317 }] });
const env = (value: string) => deployment({ namespace, container: { env: [{ name: 'URL', value }] } });
const config = (value: string) => kube('v1/ConfigMap', { namespace, name: 'config' }, { data: { 'default.conf': value } });

ruleCases(urlHostExists, {
  accepts: {
    'a Service in the same namespace': [mysql, env('jdbc:mysql://mysql-service:3306/boarddb')],
    'a full name': [tempo, env('http://tempo.monitoring.svc.cluster.local:4317')],
    'the outside world': [
      mysql,
      env('https://github.com/x'),
      env('https://api.example.com:8443'),
      env('http://10.0.0.1:80'),
      env('http://localhost:9000'),
    ],
    'an upstream of nginx': [mysql, config('upstream was { server 1.2.3.4; }\nproxy_pass http://was;')],
    'a comment': [mysql, config('# proxy_pass http://was:8080;')],
    'a pod of a StatefulSet': [
      service({ namespace, name: 'db', spec: { clusterIP: 'None' }, ports: [{ port: 1 }] }),
      env('postgres://db-0.db.blog.svc.cluster.local:5432/x'),
    ],
    'the API server': [env('https://kubernetes.default.svc:443')],
    'short names in chart values': [
      kube('argoproj.io/v1alpha1/Application', {}, { spec: { source: { chart: 'x', helm: { valuesObject: { url: 'http://grafana' } } } } }),
    ],
  },
  refuses: {
    'a near miss': {
      given: [mysql, env('jdbc:mysql://mysql:3306/boarddb')],
      says: 'jdbc:mysql://mysql:3306 points to Service mysql in "blog", which does not exist',
      fix: 'Did you mean "mysql-service"?',
    },
    'a proxy in a ConfigMap': {
      given: [service({ namespace, name: 'was-service', ports: [{ port: 8080 }] }), config('proxy_pass http://was-servce:8080;')],
      says: 'http://was-servce:8080 points to Service was-servce in "blog", which does not exist',
      fix: 'Did you mean "was-service"?',
    },
    'a namespace of which nothing is known': {
      given: [cronJob({ namespace, container: { args: ['--url=http://thanos.mgmt.svc:19291'] } })],
      says: 'http://thanos.mgmt.svc:19291 points to Service thanos in "mgmt", which does not exist',
    },
  },
});
