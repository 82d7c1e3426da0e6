import { loadAll } from 'js-yaml';
import type { KubeObject } from '../manifest/manifest.ts';
import { check } from './check.ts';
import type { Facts } from './facts.ts';
import type { WorldObject } from './rule.ts';

function read(folder: string, yaml: string): WorldObject[] {
  return (loadAll(yaml) as KubeObject[]).map((object) => ({
    object,
    cluster: 'one',
    file: `one/${folder}/${object.kind.toLowerCase()}.${object.metadata.name}.yaml`,
  }));
}

const facts: Facts = {
  cluster: 'one',
  whole: true,
  nodes: [
    { name: 'cp', role: 'control-plane', schedulable: false },
    { name: 'worker1', role: 'worker', schedulable: true },
    { name: 'worker2', role: 'worker', schedulable: true },
  ],
  secrets: [
    { namespace: 'blog', name: 'mysql-secret', keys: ['mysql-password'] },
    { namespace: 'blog', name: 'ghcr-secret', keys: ['.dockerconfigjson'] },
  ],
  registries: [{ prefix: 'ghcr.io/acme', private: true, firstParty: true, pullSecret: 'ghcr-secret' }],
};

test('a canary behind a gateway, with a database outside the mesh, passes every rule', () => {
  const blog = read(
    'blog',
    `
{apiVersion: v1, kind: Namespace, metadata: {name: blog, labels: {istio-injection: enabled}}}
---
{apiVersion: v1, kind: LimitRange, metadata: {name: defaults, namespace: blog}, spec: {limits: [{type: Container, defaultRequest: {cpu: 50m, memory: 64Mi}, default: {memory: 256Mi}}]}}
---
apiVersion: argoproj.io/v1alpha1
kind: Rollout
metadata: {name: web, namespace: blog}
spec:
  selector: {matchLabels: {app: web}}
  strategy:
    canary:
      dynamicStableScale: true
      trafficRouting: {istio: {virtualService: {name: web-vsvc, routes: [primary]}, destinationRule: {name: web-rule, stableSubsetName: stable, canarySubsetName: canary}}}
      steps: [{setWeight: 10}, {pause: {duration: 30s}}, {setWeight: 50}, {pause: {duration: 30s}}]
  template:
    metadata: {labels: {app: web}, annotations: {checksum/config: 4d7m6k}}
    spec:
      imagePullSecrets: [{name: ghcr-secret}]
      topologySpreadConstraints:
        - {maxSkew: 1, topologyKey: kubernetes.io/hostname, whenUnsatisfiable: ScheduleAnyway, labelSelector: {matchLabels: {app: web}}}
      initContainers: [{name: agent, image: 'curlimages/curl:8.5.0', args: [-L, 'https://github.com/x/y.jar']}]
      containers:
        - name: web
          securityContext: {allowPrivilegeEscalation: false}
          image: ghcr.io/acme/web:v84
          resources: {requests: {cpu: 100m, memory: 256Mi}, limits: {memory: 512Mi}}
          ports: [{name: http, containerPort: 8080}]
          readinessProbe: {httpGet: {path: /health, port: http}}
          env:
            - {name: DATABASE_URL, value: 'jdbc:mysql://mysql-service:3306/boarddb'}
            - {name: DATABASE_PASSWORD, valueFrom: {secretKeyRef: {name: mysql-secret, key: mysql-password}}}
            - {name: TRACES, value: 'http://tempo.monitoring.svc.cluster.local:4317'}
          volumeMounts: [{name: config, mountPath: /etc/nginx/conf.d/default.conf, subPath: default.conf}]
      volumes: [{name: config, configMap: {name: web-config}}]
---
{apiVersion: v1, kind: ConfigMap, metadata: {name: web-config, namespace: blog}, data: {default.conf: "server {\\n  listen 8080;\\n  location / {\\n    proxy_http_version 1.1;\\n    proxy_pass http://web-service:80;\\n  }\\n}\\n"}}
---
{apiVersion: v1, kind: Service, metadata: {name: web-service, namespace: blog}, spec: {selector: {app: web}, ports: [{name: http, port: 80, targetPort: http}]}}
---
apiVersion: autoscaling/v2
kind: HorizontalPodAutoscaler
metadata: {name: web-hpa, namespace: blog}
spec: {minReplicas: 2, maxReplicas: 5, scaleTargetRef: {apiVersion: argoproj.io/v1alpha1, kind: Rollout, name: web}}
---
{apiVersion: policy/v1, kind: PodDisruptionBudget, metadata: {name: web-pdb, namespace: blog}, spec: {minAvailable: 1, selector: {matchLabels: {app: web}}}}
---
apiVersion: networking.istio.io/v1
kind: Gateway
metadata: {name: gateway, namespace: blog}
spec: {selector: {istio: ingressgateway}, servers: [{port: {number: 80, name: http, protocol: HTTP}, hosts: ['*.example.com']}]}
---
apiVersion: networking.istio.io/v1
kind: VirtualService
metadata: {name: web-vsvc, namespace: blog, annotations: {slipway.dev/allow.mirror-reads-only: the program knows a copied request by its header and does not write}}
spec:
  hosts: [blog.example.com]
  gateways: [gateway]
  http:
    - match: [{headers: {x-canary-test: {exact: 'true'}}}]
      route: [{destination: {host: web-service, subset: canary}}]
    - name: primary
      retries: {attempts: 3, perTryTimeout: 2s}
      timeout: 10s
      mirror: {host: web-service, subset: canary}
      route: [{destination: {host: web-service, subset: stable}, weight: 100}, {destination: {host: web-service, subset: canary}, weight: 0}]
---
apiVersion: networking.istio.io/v1
kind: DestinationRule
metadata: {name: web-rule, namespace: blog, annotations: {slipway.dev/allow.mtls-switched-off: Cilium reads the HTTP of this traffic and encrypts it by itself}}
spec: {host: web-service, trafficPolicy: {tls: {mode: DISABLE}}, subsets: [{name: stable, labels: {app: web}}, {name: canary, labels: {app: web}}]}
---
{apiVersion: security.istio.io/v1, kind: PeerAuthentication, metadata: {name: default, namespace: blog}, spec: {mtls: {mode: PERMISSIVE}}}
---
apiVersion: cilium.io/v2
kind: CiliumNetworkPolicy
metadata: {name: web-isolation, namespace: blog}
spec: {endpointSelector: {matchLabels: {app: web}}, ingress: [{fromEntities: [all], toPorts: [{ports: [{port: '8080', protocol: TCP}], rules: {http: [{method: GET}]}}]}]}
---
apiVersion: apps/v1
kind: Deployment
metadata: {name: mysql, namespace: blog}
spec:
  replicas: 1
  strategy: {type: Recreate}
  selector: {matchLabels: {app: mysql}}
  template:
    metadata: {labels: {app: mysql}, annotations: {sidecar.istio.io/inject: 'false'}}
    spec:
      containers:
        - name: mysql
          securityContext: {allowPrivilegeEscalation: false}
          image: mysql:8.0
          resources: {requests: {cpu: 100m, memory: 256Mi}, limits: {memory: 512Mi}}
          ports: [{name: mysql, containerPort: 3306}]
          readinessProbe: {tcpSocket: {port: mysql}}
          env: [{name: MYSQL_PASSWORD, valueFrom: {secretKeyRef: {name: mysql-secret, key: mysql-password}}}]
          volumeMounts: [{name: data, mountPath: /var/lib/mysql}]
      volumes: [{name: data, persistentVolumeClaim: {claimName: mysql-pvc}}]
---
{apiVersion: v1, kind: PersistentVolumeClaim, metadata: {name: mysql-pvc, namespace: blog, annotations: {argocd.argoproj.io/sync-options: 'Prune=false,Delete=false'}}, spec: {accessModes: [ReadWriteOnce], storageClassName: longhorn, resources: {requests: {storage: 10Gi}}}}
---
{apiVersion: v1, kind: Service, metadata: {name: mysql-service, namespace: blog}, spec: {selector: {app: mysql}, ports: [{name: mysql, port: 3306, targetPort: mysql}]}}
---
{apiVersion: policy/v1, kind: PodDisruptionBudget, metadata: {name: mysql-pdb, namespace: blog}, spec: {maxUnavailable: 1, selector: {matchLabels: {app: mysql}}}}
---
apiVersion: batch/v1
kind: CronJob
metadata: {name: mysql-backup, namespace: blog}
spec:
  schedule: 0 3 * * *
  jobTemplate:
    spec:
      template:
        metadata: {labels: {app: mysql-backup}, annotations: {sidecar.istio.io/inject: 'false'}}
        spec:
          restartPolicy: Never
          initContainers:
            - {name: dump, image: 'mysql:8.0', command: [sh, -c, 'mysqldump -h mysql-service -uroot -p"$MYSQL_PASSWORD" boarddb > /backup/x.sql'], volumeMounts: [{name: backup, mountPath: /backup}]}
          containers: [{name: upload, securityContext: {allowPrivilegeEscalation: false}, image: 'amazon/aws-cli:2.15.0', resources: {requests: {cpu: 100m, memory: 256Mi}, limits: {memory: 512Mi}}, args: [s3, cp, /backup/x.sql, 's3://backup/'], volumeMounts: [{name: backup, mountPath: /backup}]}]
          volumes: [{name: backup, emptyDir: {}}]
`,
  );
  const argocd = read(
    'argocd',
    `
apiVersion: argoproj.io/v1alpha1
kind: Application
metadata: {name: blog, namespace: argocd}
spec:
  project: default
  source: {repoURL: 'https://example.com/manifests.git', path: one/blog, targetRevision: HEAD}
  destination: {server: 'https://kubernetes.default.svc', namespace: blog}
  syncPolicy: {automated: {prune: true, selfHeal: true}, syncOptions: [RespectIgnoreDifferences=true]}
  ignoreDifferences:
    - {group: networking.istio.io, kind: VirtualService, name: web-vsvc, jsonPointers: [/spec/http/1/route]}
    - {group: networking.istio.io, kind: DestinationRule, name: web-rule, jsonPointers: [/spec/subsets/0/labels, /spec/subsets/1/labels]}
---
apiVersion: argoproj.io/v1alpha1
kind: Application
metadata: {name: istio-ingressgateway, namespace: argocd}
spec:
  project: default
  source: {repoURL: 'https://charts.example.com', chart: gateway, targetRevision: 1.24.6, helm: {valuesObject: {service: {annotations: {metallb.io/loadBalancerIPs: 192.168.1.200}}}}}
  destination: {server: 'https://kubernetes.default.svc', namespace: istio-system}
---
{apiVersion: v1, kind: Namespace, metadata: {name: metallb-system}}
---
{apiVersion: metallb.io/v1beta1, kind: IPAddressPool, metadata: {name: default-pool, namespace: metallb-system}, spec: {addresses: [192.168.1.200-192.168.1.210]}}
---
{apiVersion: metallb.io/v1beta1, kind: L2Advertisement, metadata: {name: default, namespace: metallb-system}, spec: {ipAddressPools: [default-pool]}}
`,
  );
  const provided = read(
    'charts',
    `
{apiVersion: storage.k8s.io/v1, kind: StorageClass, metadata: {name: longhorn}, provisioner: driver.longhorn.io}
---
{apiVersion: apiextensions.k8s.io/v1, kind: CustomResourceDefinition, metadata: {name: rollouts.argoproj.io}, spec: {group: argoproj.io, names: {kind: Rollout}}}
---
{apiVersion: apiextensions.k8s.io/v1, kind: CustomResourceDefinition, metadata: {name: ciliumnetworkpolicies.cilium.io}, spec: {group: cilium.io, names: {kind: CiliumNetworkPolicy}}}
---
{apiVersion: apiextensions.k8s.io/v1, kind: CustomResourceDefinition, metadata: {name: ipaddresspools.metallb.io}, spec: {group: metallb.io, names: {kind: IPAddressPool}}}
---
{apiVersion: apiextensions.k8s.io/v1, kind: CustomResourceDefinition, metadata: {name: l2advertisements.metallb.io}, spec: {group: metallb.io, names: {kind: L2Advertisement}}}
---
{apiVersion: v1, kind: Service, metadata: {name: tempo, namespace: monitoring}, spec: {ports: [{port: 4317}]}}
---
{apiVersion: v1, kind: Service, metadata: {name: istio-ingressgateway, namespace: istio-system}, spec: {type: LoadBalancer, selector: {istio: ingressgateway}, ports: [{port: 80}]}}
`,
  );

  expect(check([...blog, ...argocd], { provided, facts: [facts] })).toEqual([]);
});

test('a STRICT mesh with PostgreSQL and Redis inside passes every rule', () => {
  const tree = read(
    'titanium',
    `
{apiVersion: v1, kind: Namespace, metadata: {name: titanium, labels: {istio-injection: enabled}}}
---
{apiVersion: v1, kind: LimitRange, metadata: {name: defaults, namespace: titanium}, spec: {limits: [{type: Container, defaultRequest: {cpu: 50m, memory: 64Mi}, default: {memory: 256Mi}}]}}
---
{apiVersion: policy/v1, kind: PodDisruptionBudget, metadata: {name: user-service, namespace: titanium}, spec: {maxUnavailable: 1, selector: {matchLabels: {app: user-service}}}}
---
{apiVersion: v1, kind: Namespace, metadata: {name: velero}}
---
{apiVersion: velero.io/v1, kind: Schedule, metadata: {name: daily, namespace: velero}, spec: {schedule: 0 3 * * *, template: {includedNamespaces: [titanium], ttl: 168h0m0s}}}
---
{apiVersion: security.istio.io/v1, kind: PeerAuthentication, metadata: {name: default-mtls, namespace: titanium}, spec: {mtls: {mode: STRICT}}}
---
{apiVersion: networking.istio.io/v1, kind: DestinationRule, metadata: {name: default, namespace: titanium}, spec: {host: '*.titanium.svc.cluster.local', trafficPolicy: {tls: {mode: ISTIO_MUTUAL}}}}
---
apiVersion: apps/v1
kind: StatefulSet
metadata: {name: postgresql, namespace: titanium}
spec:
  serviceName: postgresql-service
  selector: {matchLabels: {app: postgresql}}
  template:
    metadata: {labels: {app: postgresql}}
    spec: {containers: [{name: postgres, securityContext: {allowPrivilegeEscalation: false}, image: 'postgres:15-alpine', resources: {requests: {cpu: 100m, memory: 256Mi}, limits: {memory: 512Mi}}, ports: [{name: tcp-postgres, containerPort: 5432}], readinessProbe: {exec: {command: [pg_isready]}}, volumeMounts: [{name: data, mountPath: /var/lib/postgresql/data}]}]}
  volumeClaimTemplates: [{metadata: {name: data}, spec: {accessModes: [ReadWriteOnce], resources: {requests: {storage: 10Gi}}}}]
---
{apiVersion: v1, kind: Service, metadata: {name: postgresql-service, namespace: titanium}, spec: {selector: {app: postgresql}, ports: [{name: tcp-postgres, port: 5432}]}}
---
apiVersion: apps/v1
kind: Deployment
metadata: {name: redis, namespace: titanium}
spec:
  selector: {matchLabels: {app: redis}}
  template:
    metadata: {labels: {app: redis}}
    spec: {containers: [{name: redis, securityContext: {allowPrivilegeEscalation: false}, image: 'redis:7-alpine', resources: {requests: {cpu: 100m, memory: 256Mi}, limits: {memory: 512Mi}}, ports: [{name: tcp-redis, containerPort: 6379}], readinessProbe: {exec: {command: [redis-cli, ping]}}}]}
---
{apiVersion: v1, kind: Service, metadata: {name: redis-service, namespace: titanium}, spec: {selector: {app: redis}, ports: [{name: tcp-redis, port: 6379}]}}
---
apiVersion: apps/v1
kind: Deployment
metadata: {name: user-service, namespace: titanium}
spec:
  replicas: 2
  selector: {matchLabels: {app: user-service}}
  template:
    metadata: {labels: {app: user-service}}
    spec:
      containers:
        - name: app
          securityContext: {allowPrivilegeEscalation: false}
          image: dongju101/user-service:1.4.2
          resources: {requests: {cpu: 100m, memory: 256Mi}, limits: {memory: 512Mi}}
          ports: [{name: http, containerPort: 8001}]
          readinessProbe: {httpGet: {path: /health, port: 8001}}
          env: [{name: POSTGRES_HOST, value: postgresql-service}, {name: REDIS_URL, value: 'redis://redis-service:6379/0'}]
---
{apiVersion: v1, kind: Service, metadata: {name: user-service, namespace: titanium}, spec: {selector: {app: user-service}, ports: [{name: http, port: 8001}]}}
---
apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata: {name: user-service, namespace: titanium}
spec: {podSelector: {matchLabels: {app: user-service}}, policyTypes: [Ingress], ingress: [{from: [{podSelector: {}}], ports: [{port: 8001}]}]}
`,
  );

  expect(check(tree, { facts: [{ whole: true }] })).toEqual([]);
});
