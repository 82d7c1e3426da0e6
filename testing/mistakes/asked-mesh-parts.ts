import type { Tree } from './mistake.ts';
import { deployment, object, service } from './apps.ts';
import { documents, namespace } from './pieces.ts';

const ISTIO = 'networking.istio.io/v1';
/** A further file of the mesh of a blog. */
export const MORE = 'services/blog-system/mesh/more.yaml';
/** The Service and pods of a program of a platform, without anything of a mesh. */
export const PROGRAM = documents(namespace('app'), deployment('web', 'app', 8080), service('web', 'app', 8080));

export function istio(kind: string, name: string, place: string, spec: string): string {
  return object(ISTIO, kind, name, place, `spec:\n${spec.replace(/^(?=.)/gm, '  ')}`);
}

/** Argo CD as its chart makes it, with a server that speaks TLS. */
export const ARGOCD: Tree = { 'apps/argocd.yaml': chart('argocd', 'argo-cd', 'https://argoproj.github.io/argo-helm', '7.7.11', 'argocd') };

export function argocdRoutes(routes: string): string {
  return istio('VirtualService', 'argocd', 'argocd', `hosts: [argocd.example.shop]\ngateways: [blog-system/blog-gateway]\n${routes}`);
}

/** Names for which the mesh knows a way out. */
export function outside(host: string, more: string): string {
  return istio('ServiceEntry', 'outside', 'blog-system', `hosts: [${host}]\nlocation: MESH_EXTERNAL\n${more}`);
}

export function rule(host: string, more: string): string {
  return istio('DestinationRule', 'outside', 'blog-system', `host: ${host}\n${more}`);
}

function chart(release: string, name: string, from: string, version: string, place: string, values = '{}'): string {
  return `apiVersion: argoproj.io/v1alpha1
kind: Application
metadata: { name: ${release}, namespace: argocd }
spec:
  project: default
  source: { repoURL: ${from}, chart: ${name}, targetRevision: ${version}, helm: { releaseName: ${release}, valuesObject: ${values} } }
  destination: { server: 'https://kubernetes.default.svc', namespace: ${place} }
`;
}

/** cert-manager, in a cluster that comes in by ingress-nginx or by Gateways. */
export const CERT_MANAGER: Tree = {
  'mgmt/cert-manager.yaml': chart(
    'cert-manager',
    'cert-manager',
    'https://charts.jetstack.io',
    'v1.16.2',
    'cert-manager',
    '{ crds: { enabled: true }, config: { apiVersion: controller.config.cert-manager.io/v1alpha1, kind: ControllerConfiguration, enableGatewayAPI: true } }',
  ),
};

export const NGINX: Tree = {
  'mgmt/nginx.yaml': chart('ingress-nginx', 'ingress-nginx', 'https://kubernetes.github.io/ingress-nginx', '4.12.1', 'ingress-nginx'),
};

/** An issuer of ACME; `acme` is what stands under its account. */
export function issuer(acme: string): string {
  return object(
    'cert-manager.io/v1',
    'ClusterIssuer',
    'letsencrypt',
    '',
    `spec:
  acme:
    server: https://acme-v02.api.letsencrypt.org/directory
    email: ops@local.dev
    privateKeySecretRef: { name: letsencrypt-account }
${acme}`,
  );
}

export const BY_NGINX = '    solvers: [{ http01: { ingress: { ingressClassName: nginx } } }]';

/** An Ingress of the program that asks that issuer. */
export function ingress(annotations = ''): string {
  return documents(
    PROGRAM,
    `apiVersion: networking.k8s.io/v1
kind: Ingress
metadata:
  name: web
  namespace: app
  annotations:
    cert-manager.io/cluster-issuer: letsencrypt
${annotations}spec:
  ingressClassName: nginx
  tls: [{ hosts: [web.local.dev], secretName: web-tls }]
  rules: [{ host: web.local.dev, http: { paths: [{ path: /, pathType: Prefix, backend: { service: { name: web-service, port: { number: 8080 } } } }] } }]
`,
  );
}

/** What CoreDNS is told; `more` stands in its block for all names, `zones` before that. */
export function corefile(more: string, zones = ''): Tree {
  const text = `${zones}.:53 {
    errors
    health {
        lameduck 5s
    }
    ready
    kubernetes cluster.local in-addr.arpa ip6.arpa {
        pods insecure
        fallthrough in-addr.arpa ip6.arpa
        ttl 30
    }
${more}    prometheus :9153
    forward . /etc/resolv.conf {
        max_concurrent 1000
    }
    cache 30
    loop
    reload
    loadbalance
}
`;
  return {
    'mgmt/dns.yaml': `apiVersion: v1
kind: ConfigMap
metadata: { name: coredns, namespace: kube-system }
data:
  Corefile: |
${text.replace(/^(?=.)/gm, '    ')}`,
    'mgmt/web.yaml': PROGRAM,
  };
}

/** A Service that shares its address with others, and whose pods see the addresses of clients. */
export function balancer(name: string, app: string, port: number): string {
  return `apiVersion: v1
kind: Service
metadata:
  name: ${name}
  namespace: blog-system
  annotations: { metallb.io/allow-shared-ip: blog, metallb.io/loadBalancerIPs: 192.168.1.205 }
spec:
  type: LoadBalancer
  externalTrafficPolicy: Local
  selector: { app: ${app} }
  ports: [{ name: http, port: ${port}, targetPort: ${app === 'web' ? 80 : 8080} }]
`;
}
