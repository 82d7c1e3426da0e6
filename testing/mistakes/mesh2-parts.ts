import type { Mistake } from './mistake.ts';
import { slip } from './prod-repository.ts';

export const PROD = 'k8s-manifests/overlays/solid-cloud';
export const MESH = `${PROD}/mesh.yaml`;
export const POSTGRES = `${PROD}/postgresql.yaml`;
export const CONFIG = `${PROD}/patches/config.yaml`;
export const REDIS = 'k8s-manifests/base/redis/redis.yaml';
export const COMMON = 'k8s-manifests/base/configmap.yaml';

export function manifestOf(name: string): string {
  return `k8s-manifests/base/${name}/${name}.yaml`;
}

type Pieces = readonly (readonly [file: string, right: string, wrong: string])[];

/** The repository with pieces as they were, and with files in the overlay that its kustomization lists. */
export function planted(
  name: string,
  caughtBy: Mistake['caughtBy'],
  pieces: Pieces,
  files: Readonly<Record<string, string>> = {},
  more: Pick<Mistake, 'says' | 'partly' | 'missed'> = {},
): Mistake {
  const listed = Object.keys(files).map(
    (file) => [`${PROD}/kustomization.yaml`, '  - mesh.yaml\n', `  - mesh.yaml\n  - ${file}\n`] as const,
  );
  const placed = Object.fromEntries(Object.entries(files).map(([file, text]) => [`${PROD}/${file}`, text]));
  return slip({ name, caughtBy, ...more }, [...pieces, ...listed], placed);
}

/** One rule of an AuthorizationPolicy for the pods of a program. */
export function allows(app: string, rule: string, action = 'ALLOW'): string {
  return `apiVersion: security.istio.io/v1beta1
kind: AuthorizationPolicy
metadata: { name: ${app} }
spec:
  selector: { matchLabels: { app: ${app} } }
  action: ${action}
  rules:
${rule.replace(/^(?=.)/gm, '    ')}`;
}

/** A check of tokens at the entry. */
export function tokens(issuer: string, keys = 'https://auth.acme.example/.well-known/jwks.json'): string {
  return `apiVersion: security.istio.io/v1beta1
kind: RequestAuthentication
metadata: { name: tokens }
spec:
  selector: { matchLabels: { app: load-balancer } }
  jwtRules: [{ issuer: "${issuer}", jwksUri: "${keys}", forwardOriginalToken: true }]
---
`;
}

/** The rate limit service of Envoy with its limits, and the ways to it. */
export function limiter(domain: string, folder = '/data/ratelimit/config'): string {
  return `apiVersion: v1
kind: ConfigMap
metadata: { name: ratelimit-config }
data:
  config.yaml: |
    domain: ${domain}
    descriptors:
      - key: PATH
        value: /api/login
        rate_limit: { unit: minute, requests_per_unit: 10 }
---
apiVersion: apps/v1
kind: Deployment
metadata: { name: ratelimit-deployment, labels: { app: ratelimit } }
spec:
  replicas: 1
  selector: { matchLabels: { app: ratelimit } }
  template:
    metadata: { labels: { app: ratelimit, version: v1 } }
    spec:
      securityContext: { runAsNonRoot: true, runAsUser: 10001 }
      containers:
        - name: ratelimit
          image: envoyproxy/ratelimit:9d8d70a8
          command: [/bin/ratelimit]
          env:
            - { name: REDIS_SOCKET_TYPE, value: tcp }
            - { name: REDIS_URL, value: "redis-service:6379" }
            - { name: RUNTIME_ROOT, value: /data }
            - { name: RUNTIME_SUBDIRECTORY, value: ratelimit }
          ports: [{ name: grpc, containerPort: 8081 }]
          readinessProbe: { tcpSocket: { port: 8081 } }
          resources: { requests: { cpu: 50m, memory: 64Mi }, limits: { cpu: 200m, memory: 128Mi } }
          volumeMounts: [{ name: config, mountPath: ${folder} }]
      volumes: [{ name: config, configMap: { name: ratelimit-config } }]
---
apiVersion: v1
kind: Service
metadata: { name: ratelimit, labels: { app: ratelimit } }
spec:
  selector: { app: ratelimit }
  ports: [{ name: grpc, port: 8081, targetPort: 8081 }]
---
`;
}

/** The filter by which the entry asks that service. */
export function asks(domain: string, service: string, key = 'PATH'): string {
  return `apiVersion: networking.istio.io/v1alpha3
kind: EnvoyFilter
metadata: { name: global-rate-limit }
spec:
  workloadSelector: { labels: { app: load-balancer } }
  configPatches:
    - applyTo: HTTP_FILTER
      match:
        context: SIDECAR_INBOUND
        listener: { filterChain: { filter: { name: envoy.filters.network.http_connection_manager, subFilter: { name: envoy.filters.http.router } } } }
      patch:
        operation: INSERT_BEFORE
        value:
          name: envoy.filters.http.ratelimit
          typed_config:
            "@type": type.googleapis.com/envoy.extensions.filters.http.ratelimit.v3.RateLimit
            domain: ${domain}
            failure_mode_deny: true
            timeout: 10s
            rate_limit_service:
              grpc_service: { envoy_grpc: { cluster_name: "outbound|8081||${service}.titanium-prod.svc.cluster.local" } }
              transport_api_version: V3
    - applyTo: VIRTUAL_HOST
      match:
        context: SIDECAR_INBOUND
        routeConfiguration: { vhost: { name: "inbound|http|7100", route: { action: ANY } } }
      patch:
        operation: MERGE
        value:
          rate_limits:
            - actions: [{ request_headers: { header_name: ":path", descriptor_key: ${key} } }]
`;
}

/** A Job with the image of a service; its command ends the sidecar, where it has one. */
export function job(name: string, metadata: string, command: string, spec = '', sidecar = 'false'): string {
  return `apiVersion: batch/v1
kind: Job
metadata: { name: ${name}${metadata} }
spec:
  backoffLimit: 3
${spec}  template:
    metadata:
      labels: { app: ${name}, version: v1, sidecar.istio.io/inject: "${sidecar}" }
    spec:
      restartPolicy: Never
      imagePullSecrets: [{ name: docker-hub-secret }]
      securityContext: { runAsNonRoot: true, runAsUser: 10001 }
      containers:
        - name: job
          image: acme/user-service:v1.0
          command: ${command}
          resources: { requests: { cpu: 50m, memory: 64Mi }, limits: { cpu: 100m, memory: 128Mi } }
`;
}
