/**
 * Plugins of CoreDNS as it is built for Kubernetes, and the directives of the server itself.
 * @see https://github.com/coredns/coredns/blob/v1.12.0/plugin.cfg
 */
export const PLUGINS: ReadonlySet<string> = new Set(
  (
    'root metadata geoip cancel tls quic timeouts multisocket reload nsid bufsize bind debug trace ready health pprof prometheus errors log dnstap local ' +
    'dns64 any chaos acl loadbalance tsig cache rewrite header dnssec autopath minimal template transfer hosts route53 azure clouddns k8s_external ' +
    'kubernetes file auto secondary etcd loop forward grpc erratic whoami on sign view nomad import'
  ).split(' '),
);
