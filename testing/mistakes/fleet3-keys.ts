import { mistake, object } from './apps.ts';
import { documents, namespace } from './pieces.ts';
import type { Mistake } from './mistake.ts';
import { cert, iss, kcsv, keda, app2, vwc, guard } from './fleet3-keys-parts.ts';

/** Certificates, rights in Argo CD, and triggers. */
export const fleet3Keys: readonly Mistake[] = [
  mistake(
    'An authority ends before the certificates that it signs',
    'certificate-fields-fit',
    {
      'mgmt/c.yaml': documents(
        namespace('app'),
        object('cert-manager.io/v1', 'ClusterIssuer', 'boot', '', 'spec: { selfSigned: {} }'),
        object(
          'cert-manager.io/v1',
          'Certificate',
          'ca',
          'cert-manager',
          'spec: { isCA: true, commonName: ca, secretName: ca, duration: 2160h, issuerRef: { name: boot, kind: ClusterIssuer } }',
        ),
        object('cert-manager.io/v1', 'ClusterIssuer', 'vault-issuer', '', 'spec: { ca: { secretName: ca } }'),
        cert(', duration: 8760h, renewBefore: 720h'),
      ),
    },
    'mgmt/c.yaml',
    [['duration: 2160h', 'duration: 87600h']],
  ),
  mistake(
    'The word by which a key is made anew is written small',
    'schema-valid',
    { 'mgmt/c.yaml': documents(namespace('app'), iss, cert(', privateKey: { rotationPolicy: always }')) },
    'mgmt/c.yaml',
    [['rotationPolicy: always', 'rotationPolicy: Always']],
  ),
  mistake(
    'A key of one algorithm has the size of another',
    'certificate-fields-fit',
    { 'mgmt/c.yaml': documents(namespace('app'), iss, cert(', privateKey: { algorithm: ECDSA, size: 2048 }')) },
    'mgmt/c.yaml',
    [['size: 2048', 'size: 256']],
  ),
  mistake(
    'Two words say when a certificate is renewed',
    'certificate-fields-fit',
    { 'mgmt/c.yaml': documents(namespace('app'), iss, cert(', duration: 720h, renewBefore: 240h, renewBeforePercentage: 30')) },
    'mgmt/c.yaml',
    [[', renewBeforePercentage: 30', '']],
  ),
  mistake(
    'An address stands among the names of a certificate',
    'certificate-fields-fit',
    { 'mgmt/c.yaml': documents(namespace('app'), iss, cert('').replace('[web.app.svc]', '[web.app.svc, 192.168.64.201]')) },
    'mgmt/c.yaml',
    [['dnsNames: [web.app.svc, 192.168.64.201]', 'dnsNames: [web.app.svc], ipAddresses: [192.168.64.201]']],
  ),
  mistake(
    'A group is given a role without the word before its name',
    'helm-values-work',
    { 'mgmt/a.yaml': kcsv('p, role:deployer, applications, sync, */*, allow\ng, platform, deployer') },
    'mgmt/a.yaml',
    [['g, platform, deployer', 'g, platform, role:deployer']],
  ),
  mistake(
    'A line of rights is about a resource in the singular',
    'helm-values-work',
    { 'mgmt/a.yaml': kcsv('p, role:deployer, application, sync, */*, allow\ng, platform, role:deployer') },
    'mgmt/a.yaml',
    [['application, sync', 'applications, sync']],
  ),
  mistake(
    'A line of rights ends in the past tense',
    'helm-values-work',
    { 'mgmt/a.yaml': kcsv('p, role:deployer, applications, sync, */*, allowed\ng, platform, role:deployer') },
    'mgmt/a.yaml',
    [['allowed', 'allow']],
  ),
  mistake(
    'A trigger asks Prometheus and compares with nothing',
    'operator-values-read',
    {
      'app1/k.yaml': keda(
        "{ type: prometheus, metadata: { serverAddress: 'http://prometheus.example.com', query: 'sum(rate(http_requests_total[2m]))' } }",
      ),
    },
    'app1/k.yaml',
    [["[2m]))' }", "[2m]))', threshold: '100' }"]],
  ),
  mistake(
    'The type of a trigger is half a word',
    'operator-values-read',
    { 'app1/k.yaml': keda("{ type: rabbit, metadata: { host: amqp://a, queueName: q, mode: QueueLength, value: '5' } }") },
    'app1/k.yaml',
    [['type: rabbit,', 'type: rabbitmq,']],
  ),
  mistake(
    'A trigger of the processor has its type where KEDA had it before',
    'operator-values-read',
    { 'app1/k.yaml': keda("{ type: cpu, metadata: { type: Utilization, value: '60' } }") },
    'app1/k.yaml',
    [["{ type: cpu, metadata: { type: Utilization, value: '60' } }", "{ type: cpu, metricType: Utilization, metadata: { value: '60' } }"]],
  ),
  mistake(
    'A pause of an autoscaler stays in Git',
    'operator-values-read',
    {
      'app1/k.yaml': keda("{ type: cpu, metricType: Utilization, metadata: { value: '60' } }").replace(
        'metadata: { name: web, namespace: app }\nspec:\n  scaleTargetRef',
        "metadata: { name: web, namespace: app, annotations: { autoscaling.keda.sh/paused-replicas: '0' } }\nspec:\n  scaleTargetRef",
      ),
    },
    'app1/k.yaml',
    [[", annotations: { autoscaling.keda.sh/paused-replicas: '0' }", '']],
  ),
  mistake(
    'A webhook is called at a port that its Service does not have',
    'route-backend-exists',
    { 'mgmt/g.yaml': documents(guard, vwc(', failurePolicy: Ignore').replace('port: 8443 }', 'port: 443 }')) },
    'mgmt/g.yaml',
    [['port: 443 }', 'port: 8443 }']],
  ),
  mistake(
    'The source of values has a path and no name',
    'application-source-exists',
    {
      'mgmt/a.yaml': app2(
        'shop',
        "  sources:\n    - { repoURL: 'https://charts.example.com', chart: shop, targetRevision: 1.0.0, helm: { valueFiles: ['$values/envs/app1/values.yaml'] } }\n    - { repoURL: 'https://github.com/example/gitops.git', targetRevision: main, path: envs }",
      ),
      'envs/app1/values.yaml': 'replicaCount: 1\n',
    },
    'mgmt/a.yaml',
    [['targetRevision: main, path: envs }', 'targetRevision: main, ref: values }']],
  ),
];
