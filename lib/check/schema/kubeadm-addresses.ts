import { itemsAt, text, textAt } from '../read.ts';
import type { Issue } from '../rule.ts';

const HOST_PORT = /^(\[[0-9a-f:]+\]|[a-z0-9]([a-z0-9.-]*[a-z0-9])?):\d+$/i;
const OPEN = /[${<]/;

/** Addresses and keys in a file of kubeadm, by their form. @see https://kubernetes.io/docs/reference/config-api/kubeadm-config.v1beta4/ */
export function* kubeadmAddressFaults(object: unknown): Iterable<Issue> {
  const stops = 'kubeadm refuses the file before it does anything: the machine never joins.';
  for (const [path, needsPort] of [
    ['controlPlaneEndpoint', false],
    ['discovery.bootstrapToken.apiServerEndpoint', true],
  ] as const) {
    const written = textAt(object, path);
    if (written === undefined || OPEN.test(written)) continue;
    const isUrl = written.includes('://');
    if (!isUrl && (!needsPort || HOST_PORT.test(written))) continue;
    const host = written.replace(/^\w+:\/\//, '').replace(/\/.*$/, '');
    yield {
      path,
      message: `${path} is ${written}, and kubeadm takes ${needsPort ? 'a host and a port' : 'a host, with or without a port'}${isUrl ? ', not a URL' : ''}`,
      why: stops,
      fix: `Write ${HOST_PORT.test(host) || !needsPort ? host : `${host}:6443`}.`,
    };
  }
  for (const path of ['localAPIEndpoint.advertiseAddress', 'controlPlane.localAPIEndpoint.advertiseAddress']) {
    const written = textAt(object, path);
    if (written === undefined || OPEN.test(written) || /^(\d{1,3}(\.\d{1,3}){3}|[0-9a-f:]*:[0-9a-f:]*)$/i.test(written)) continue;
    yield {
      path,
      message: `${path} is ${written}, and kubeadm takes an address`,
      why: stops,
      fix: 'Write the IP address of the machine; names go into apiServer.certSANs.',
    };
  }
  for (const [index, each] of itemsAt(object, 'discovery.bootstrapToken.caCertHashes').entries()) {
    const written = text(each) ?? '';
    if (OPEN.test(written) || /^sha256:[0-9a-f]{64}$/i.test(written)) continue;
    const path = `discovery.bootstrapToken.caCertHashes[${index}]`;
    yield {
      path,
      message: `${path} is no hash as kubeadm writes it (sha256: and 64 digits)`,
      why: stops,
      fix: 'Take it from kubeadm token create --print-join-command.',
    };
  }
}
