export type Files = Readonly<Record<string, string>>;

export const web = `apiVersion: apps/v1
kind: Deployment
metadata: {name: web, labels: {app: web}}
spec:
  replicas: 2
  selector: {matchLabels: {app: web}}
  template:
    metadata: {labels: {app: web}}
    spec:
      serviceAccountName: web
      initContainers: [{name: init, image: 'busybox:1.36'}]
      containers:
        - name: app
          image: ghcr.io/acme/web:v1
          env:
            - {name: A, value: '1'}
            - {name: B, valueFrom: {configMapKeyRef: {name: settings, key: b}}}
          envFrom: [{configMapRef: {name: settings}}, {secretRef: {name: keys}}]
          ports: [{name: http, containerPort: 8080}, {name: dns, containerPort: 53, protocol: UDP}]
          volumeMounts: [{name: data, mountPath: /data}]
        - {name: side, image: 'localhost:5000/acme/side@sha256:abc'}
      volumes:
        - {name: data, persistentVolumeClaim: {claimName: data}}
        - {name: conf, projected: {sources: [{configMap: {name: settings}}, {secret: {name: keys}}]}}
      tolerations: [{key: a, operator: Exists}]
`;
export const service = `apiVersion: v1
kind: Service
metadata: {name: web}
spec: {selector: {app: web}, ports: [{name: http, port: 80, targetPort: 8080}]}
`;
const account = 'apiVersion: v1\nkind: ServiceAccount\nmetadata: {name: web}\n';
export const settings = 'apiVersion: v1\nkind: ConfigMap\nmetadata: {name: settings}\ndata: {b: x}\n';
const keys = 'apiVersion: v1\nkind: Secret\nmetadata: {name: keys}\nstringData: {k: x}\n';
const claim = 'apiVersion: v1\nkind: PersistentVolumeClaim\nmetadata: {name: data}\nspec: {storageClassName: fast}\n';
const scaler = `apiVersion: autoscaling/v2
kind: HorizontalPodAutoscaler
metadata: {name: web}
spec: {scaleTargetRef: {apiVersion: apps/v1, kind: Deployment, name: web}, minReplicas: 2, maxReplicas: 4}
`;
const ingress = `apiVersion: networking.k8s.io/v1
kind: Ingress
metadata: {name: web, annotations: {nginx.ingress.kubernetes.io/auth-secret: keys}}
spec:
  tls: [{hosts: [a.example.org], secretName: keys}]
  defaultBackend: {service: {name: web, port: {number: 80}}}
  rules: [{host: a.example.org, http: {paths: [{path: /, pathType: Prefix, backend: {service: {name: web, port: {number: 80}}}}]}}]
`;
const rbac = `apiVersion: rbac.authorization.k8s.io/v1
kind: Role
metadata: {name: reader}
rules: [{apiGroups: [''], resources: [configmaps], resourceNames: [settings], verbs: [get]}]
---
apiVersion: rbac.authorization.k8s.io/v1
kind: RoleBinding
metadata: {name: reader}
roleRef: {apiGroup: rbac.authorization.k8s.io, kind: Role, name: reader}
subjects: [{kind: ServiceAccount, name: web, namespace: old}, {kind: ServiceAccount, name: default}, {kind: User, name: web}]
---
apiVersion: rbac.authorization.k8s.io/v1
kind: ClusterRole
metadata: {name: reader}
rules: []
---
apiVersion: rbac.authorization.k8s.io/v1
kind: ClusterRoleBinding
metadata: {name: reader}
roleRef: {apiGroup: rbac.authorization.k8s.io, kind: ClusterRole, name: reader}
subjects: [{kind: ServiceAccount, name: web}]
`;
const space = 'apiVersion: v1\nkind: Namespace\nmetadata: {name: shop}\n';
export const route = `apiVersion: networking.istio.io/v1
kind: VirtualService
metadata: {name: web}
spec: {hosts: [web], http: [{route: [{destination: {host: web}}]}]}
`;
export const rollout = `apiVersion: argoproj.io/v1alpha1
kind: Rollout
metadata: {name: was}
spec:
  replicas: 2
  selector: {matchLabels: {app: was}}
  template:
    metadata: {labels: {app: was}}
    spec: {containers: [{name: app, image: 'acme/was:v1', envFrom: [{configMapRef: {name: settings}}]}, {name: side, image: 'acme/side:v1'}]}
`;
export const state = `apiVersion: apps/v1
kind: StatefulSet
metadata: {name: db}
spec:
  serviceName: db
  selector: {matchLabels: {app: db}}
  template: {metadata: {labels: {app: db}}, spec: {containers: [{name: db, image: 'postgres:16'}]}}
  volumeClaimTemplates: [{metadata: {name: data}, spec: {storageClassName: fast}}]
`;
export const job = `apiVersion: batch/v1
kind: CronJob
metadata: {name: backup}
spec:
  schedule: 0 3 * * *
  jobTemplate: {spec: {template: {spec: {restartPolicy: Never, containers: [{name: dump, image: 'postgres:16', envFrom: [{secretRef: {name: keys}}]}]}}}}
`;
export const policy = `apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata: {name: web}
spec: {podSelector: {matchLabels: {app: web}}, ingress: [{from: [{podSelector: {matchLabels: {app: a}}}, {namespaceSelector: {}}]}]}
`;

export const base: Files = {
  'base/kustomization.yaml':
    'resources: [web.yaml, service.yaml, account.yaml, settings.yaml, keys.yaml, claim.yaml, scaler.yaml, ingress.yaml, rbac.yaml, space.yaml]\n',
  'base/web.yaml': web,
  'base/service.yaml': service,
  'base/account.yaml': account,
  'base/settings.yaml': settings,
  'base/keys.yaml': keys,
  'base/claim.yaml': claim,
  'base/scaler.yaml': scaler,
  'base/ingress.yaml': ingress,
  'base/rbac.yaml': rbac,
  'base/space.yaml': space,
};

/** A kustomization over the base. */
export function over(text: string, more: Files = {}): Files {
  return { ...base, 'over/kustomization.yaml': `resources: [../base]\n${text}`, ...more };
}

/** A kustomization with files of its own. */
export function alone(text: string, files: Files): Files {
  return { 'over/kustomization.yaml': text, ...files };
}

export function patch(text: string): string {
  return `patches:\n  - patch: |-\n${text.replace(/^/gm, '      ')}\n`;
}

export const head = 'apiVersion: apps/v1\nkind: Deployment\nmetadata: {name: web}\n';
