/** Annotations that controllers read, by their prefix: only prefixes whose names are all known. */
const NAMES: Readonly<Record<string, string>> = {
  // https://metallb.io/usage/ ; https://docs.cilium.io/en/stable/network/clustermesh/services/
  'lbipam.cilium.io': 'ips sharing-key sharing-cross-namespace',
  'metallb.io': 'loadBalancerIPs address-pool allow-shared-ip ip-allocated-from-pool',
  'service.cilium.io':
    'affinity forwarding-mode global global-sync-endpoint-slices lb-algorithm lb-l7 lb-l7-algorithm lb-mode no-track node node-selector proxy-delegation shared src-ranges-policy type',
  // https://kubernetes.github.io/ingress-nginx/user-guide/nginx-configuration/annotations/
  'nginx.ingress.kubernetes.io':
    'affinity affinity-mode affinity-canary-behavior app-root auth-realm auth-secret auth-secret-type auth-type auth-tls-secret auth-tls-verify-depth auth-tls-verify-client auth-tls-error-page auth-tls-pass-certificate-to-upstream auth-tls-match-cn auth-url auth-method auth-signin auth-signin-redirect-param auth-response-headers auth-request-redirect auth-snippet auth-proxy-set-headers auth-cache-key auth-cache-duration auth-keepalive auth-keepalive-share-vars auth-keepalive-requests auth-keepalive-timeout auth-always-set-cookie backend-protocol base-url-scheme canary canary-by-header canary-by-header-value canary-by-header-pattern canary-by-cookie canary-weight canary-weight-total client-body-buffer-size configuration-snippet connection-proxy-header custom-headers custom-http-errors custom-max-worker-connections default-backend denylist-source-range disable-proxy-intercept-errors enable-access-log enable-cors enable-global-auth enable-http2-push enable-modsecurity enable-opentelemetry enable-opentracing enable-owasp-core-rules enable-rewrite-log enable-influxdb fastcgi-index fastcgi-params-configmap force-ssl-redirect from-to-www-redirect grpc-backend http2-push-preload global-rate-limit global-rate-limit-header-name global-rate-limit-ignored-cidrs global-rate-limit-key global-rate-limit-window influxdb-host influxdb-measurement influxdb-port influxdb-server-name limit-allowlist limit-burst-multiplier limit-connections limit-rate limit-rate-after limit-rpm limit-rps limit-whitelist load-balance mirror-host mirror-request-body mirror-target modsecurity-snippet modsecurity-transaction-id opentelemetry-operation-name opentelemetry-trust-incoming-span opentracing-trust-incoming-span permanent-redirect permanent-redirect-code preserve-trailing-slash proxy-body-size proxy-buffer-size proxy-buffering proxy-buffers-number proxy-busy-buffers-size proxy-connect-timeout proxy-cookie-domain proxy-cookie-path proxy-http-version proxy-max-temp-file-size proxy-next-upstream proxy-next-upstream-timeout proxy-next-upstream-tries proxy-read-timeout proxy-redirect-from proxy-redirect-to proxy-request-buffering proxy-send-timeout proxy-ssl-ciphers proxy-ssl-name proxy-ssl-protocols proxy-ssl-secret proxy-ssl-server-name proxy-ssl-verify proxy-ssl-verify-depth relative-redirects rewrite-target satisfy secure-backends secure-verify-ca-secret server-alias server-snippet service-upstream session-cookie-change-on-failure session-cookie-conditional-samesite-none session-cookie-domain session-cookie-expires session-cookie-hash session-cookie-max-age session-cookie-name session-cookie-path session-cookie-samesite session-cookie-secure ssl-ciphers ssl-passthrough ssl-prefer-server-ciphers ssl-redirect stream-snippet temporal-redirect temporal-redirect-code upstream-hash-by upstream-hash-by-subset upstream-hash-by-subset-size upstream-vhost use-port-in-redirects use-regex websocket-services whitelist-source-range x-forwarded-prefix',
  // https://cert-manager.io/docs/reference/annotations/
  'cert-manager.io':
    'allow-direct-injection alt-names certificate-name certificate-revision cluster-issuer common-name duration email-sans inject-apiserver-ca inject-ca-from inject-ca-from-secret ip-sans issue-temporary-certificate issuer issuer-group issuer-kind issuer-name private-key-algorithm private-key-encoding private-key-rotation-policy private-key-secret-name private-key-size renew-before renew-before-percentage request-is-ca revision-history-limit secret-template subject-countries subject-localities subject-organizationalunits subject-organizations subject-postalcodes subject-provinces subject-serialnumber subject-streetaddresses uri-sans usages disable-deprecated-annotations namespace-metadata subject-literal',
  // https://kubernetes-sigs.github.io/external-dns/latest/docs/annotations/annotations/
  'external-dns.alpha.kubernetes.io':
    'access alias aws-evaluate-target-health aws-failover aws-geolocation-continent-code aws-geolocation-country-code aws-geolocation-subdivision-code aws-geoproximity-region aws-geoproximity-bias aws-geoproximity-coordinates aws-geoproximity-local-zone-group aws-health-check-id aws-multi-value-answer aws-region aws-weight cloudflare-custom-hostname cloudflare-proxied cloudflare-region-key cloudflare-record-comment cloudflare-tags controller dualstack endpoints-type exclude gateway-hostname-source hostname ibmcloud-proxied ibmcloud-vpc ingress ingress-hostname-source internal-hostname scw-priority set-identifier target ttl webhook',
  'reloader.stakater.com': 'auto match search rollout-strategy ignore',
};

export const CONTROLLER_WORDS: ReadonlyMap<string, ReadonlySet<string>> = new Map(
  Object.entries(NAMES).map(([prefix, names]) => [prefix, new Set(names.split(' '))]),
);

/** Annotations of an Ingress that one controller reads, by prefix. */
export const CONTROLLER_OF: Readonly<Record<string, string>> = {
  'nginx.ingress.kubernetes.io': 'nginx',
  'traefik.ingress.kubernetes.io': 'traefik',
  'alb.ingress.kubernetes.io': 'alb',
  'haproxy.org': 'haproxy',
  'konghq.com': 'kong',
};

/** Kinds at which people put annotations that only others have. */
const OTHER_DOORS = [
  'networking.istio.io/Gateway',
  'networking.istio.io/VirtualService',
  'networking.istio.io/DestinationRule',
  'gateway.networking.k8s.io/Gateway',
  'gateway.networking.k8s.io/HTTPRoute',
  'traefik.io/IngressRoute',
  'Service',
  'apps/Deployment',
  'argoproj.io/Rollout',
];

/** Annotations by their prefix that their controllers read at certain kinds only, and where else they stand in vain. */
const READ_AT: readonly { readonly names: RegExp; readonly readers: string; readonly also: readonly string[]; readonly fix: string }[] = [
  {
    names: /^nginx\.ingress\.kubernetes\.io\//,
    readers: 'Ingresses',
    also: [],
    fix: 'Remove it, and write what the route itself has for it.',
  },
  {
    names: /^traefik\.ingress\.kubernetes\.io\//,
    readers: 'Ingresses and Services',
    also: ['Service'],
    fix: 'Remove it, and write what the route itself has for it.',
  },
  {
    names: /^alb\.ingress\.kubernetes\.io\//,
    readers: 'Ingresses and Services',
    also: ['Service', 'gateway.networking.k8s.io/Gateway'],
    fix: 'Remove it, and write what the route itself has for it.',
  },
  {
    // Gateways of the Gateway API hand theirs on to their Service, or say themselves that they do not.
    names: /^metallb\.(io|universe\.tf)\//,
    readers: 'Services',
    also: ['Service', 'gateway.networking.k8s.io/Gateway'],
    fix: 'Move it to the Service of the gateway.',
  },
  {
    names: /^cert-manager\.io\/(cluster-)?issuer$/,
    readers: 'Ingresses and Gateways of the Gateway API',
    also: ['gateway.networking.k8s.io/Gateway'],
    fix: 'Write a Certificate, whose secretName the gateway names.',
  },
];

/** Who reads an annotation, where it stands at a kind at which nobody does. */
export function readElsewhere(annotation: string, kind: string): { readonly readers: string; readonly fix: string } | undefined {
  return OTHER_DOORS.includes(kind) ? READ_AT.find(({ names, also }) => names.test(annotation) && !also.includes(kind)) : undefined;
}
