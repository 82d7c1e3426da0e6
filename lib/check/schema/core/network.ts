import { Cidr } from '../../../values/cidr.ts';
import { at, fieldsAt, items, itemsAt, numberAt, textAt, type Fields } from '../../read.ts';
import { between, dnsLabel, exactlyOne, oneOf, portName, portOrName, type FieldsJudge, type ValueJudge } from '../judges.ts';
import { FORMATS } from '../formats.ts';
import { shown, type Report } from '../problem.ts';

const port = between(1, 65535);
const protocol = oneOf('TCP', 'UDP', 'SCTP');

/** Node ports of a cluster that has no range of its own. */
const NODE_PORTS = [30000, 32767] as const;

function cidr(value: unknown, path: string, report: Report): void {
  if (typeof value !== 'string' || FORMATS['cidr']?.holds(value) === true) return;
  report({
    sort: 'value',
    path,
    message: `${shown(value)} is no network`,
    fix: 'Write an address and a prefix length, such as 10.0.0.0/8.',
  });
}

function host(value: unknown, path: string, report: Report): void {
  if (typeof value !== 'string' || value === '' || /^(\*\.)?[a-z0-9]([-a-z0-9]*[a-z0-9])?(\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$/.test(value)) {
    if (typeof value !== 'string' || !/^\d+\.\d+\.\d+\.\d+$/.test(value)) return;
    report({ sort: 'value', path, message: `${value} is an address, and a host is a DNS name`, fix: 'Write the name, or leave host out.' });
  } else {
    const fix = 'Write a DNS name in lower case, without scheme, port and path; "*." may stand in front.';
    report({ sort: 'value', path, message: `${shown(value)} is no host name`, fix });
  }
}

export const networkValues: Readonly<Record<string, ValueJudge>> = {
  'core.v1.ServiceSpec.type': oneOf('ClusterIP', 'NodePort', 'LoadBalancer', 'ExternalName'),
  'core.v1.ServiceSpec.sessionAffinity': oneOf('None', 'ClientIP'),
  'core.v1.ServiceSpec.externalTrafficPolicy': oneOf('', 'Cluster', 'Local'),
  'core.v1.ServiceSpec.internalTrafficPolicy': oneOf('Cluster', 'Local'),
  'core.v1.ServiceSpec.ipFamilyPolicy': oneOf('SingleStack', 'PreferDualStack', 'RequireDualStack'),
  'core.v1.ServicePort.port': port,
  'core.v1.ServicePort.nodePort': between(0, 65535),
  'core.v1.ServicePort.name': (value, path, report) => (value === '' ? undefined : dnsLabel(value, path, report)),
  'core.v1.ServicePort.protocol': protocol,
  'core.v1.ServicePort.targetPort': portOrName,
  'core.v1.EndpointPort.port': port,
  'networking.v1.HTTPIngressPath.pathType': oneOf('Exact', 'Prefix', 'ImplementationSpecific'),
  'networking.v1.IngressRule.host': host,
  'networking.v1.ServiceBackendPort.number': port,
  'networking.v1.ServiceBackendPort.name': (value, path, report) => (value === '' ? undefined : portName(value, path, report)),
  'networking.v1.NetworkPolicyPort.protocol': protocol,
  'networking.v1.NetworkPolicyPort.endPort': port,
  'networking.v1.NetworkPolicyPort.port': portOrName,
  'networking.v1.IPBlock.cidr': cidr,
};

export const networkChecks: Readonly<Record<string, FieldsJudge>> = {
  'core.v1.ServiceSpec': serviceFits,
  'networking.v1.IngressSpec': (value, path, report) => {
    if (items(value['rules']).length > 0 || at(value, 'defaultBackend') !== undefined) return;
    report({ sort: 'missing', path: `${path}.rules`, message: 'the Ingress has neither rules nor a defaultBackend', fix: 'Add a rule.' });
  },
  'networking.v1.Ingress': (value, _, report) => {
    const annotation = fieldsAt(value, 'metadata.annotations')['kubernetes.io/ingress.class'];
    const name = textAt(value, 'spec.ingressClassName');
    // The API server takes both as long as they say the same.
    if (typeof annotation !== 'string' || name === undefined || annotation === name) return;
    const message = `the class is set twice, "${name}" in ingressClassName and "${annotation}" in the annotation kubernetes.io/ingress.class`;
    report({ sort: 'value', path: 'metadata.annotations["kubernetes.io/ingress.class"]', message, fix: 'Remove the annotation.' });
  },
  'networking.v1.IngressBackend': exactlyOne(['service', 'resource'], 1, 'the backend'),
  'networking.v1.IngressServiceBackend': (value, path, report) =>
    exactlyOne(['name', 'number'], 1, 'the port')(fieldsAt(value, 'port'), `${path}.port`, report),
  'networking.v1.HTTPIngressPath': (value, path, report) => {
    const type = textAt(value, 'pathType');
    const text = textAt(value, 'path') ?? '';
    // Without one it is missing, which the schema says.
    if (type !== undefined && type !== 'ImplementationSpecific' && !text.startsWith('/')) {
      const message = `the path ${shown(text)} of type ${type} does not begin with a slash`;
      report({ sort: 'value', path: `${path}.path`, message, fix: 'Begin it with a slash.' });
    }
  },
  'networking.v1.HTTPIngressRuleValue': (value, path, report) => {
    if (items(value['paths']).length > 0) return;
    report({ sort: 'missing', path: `${path}.paths`, message: 'the rule has no path', fix: 'Add one.' });
  },
  'networking.v1.NetworkPolicySpec': (value, path, report) => {
    for (const [index, each] of itemsAt(value, 'policyTypes').entries()) {
      oneOf('Ingress', 'Egress')(each, `${path}.policyTypes[${index}]`, report);
    }
  },
  'networking.v1.NetworkPolicyPeer': (value, path, report) => {
    const set = Object.keys(value).filter((name) => value[name] !== null);
    if (set.length === 0)
      report({ sort: 'missing', path, message: 'the peer names nobody', fix: 'Add podSelector, namespaceSelector or ipBlock.' });
    if (!set.includes('ipBlock') || set.length === 1) return;
    const message = `ipBlock may not stand beside ${set.filter((name) => name !== 'ipBlock').join(' and ')}`;
    report({ sort: 'value', path, message, fix: 'Make a peer of its own of it.' });
  },
  'networking.v1.NetworkPolicyPort': (value, path, report) => {
    const first = numberAt(value, 'port');
    const last = numberAt(value, 'endPort');
    if (last === undefined || (first !== undefined && first <= last)) return;
    const message = first === undefined ? 'endPort needs a port that is a number' : `endPort ${last} is less than port ${first}`;
    report({ sort: 'value', path: `${path}.endPort`, message, fix: 'Write the first port as port and the last as endPort.' });
  },
  'networking.v1.IPBlock': (value, path, report) => {
    for (const [index, each] of itemsAt(value, 'except').entries())
      exceptionFits(textAt(value, 'cidr') ?? '', each, `${path}.except[${index}]`, report);
  },
};

function exceptionFits(whole: string, part: unknown, path: string, report: Report): void {
  cidr(part, path, report);
  if (typeof part !== 'string' || FORMATS['cidr']?.holds(part) !== true || !FORMATS['cidr'].holds(whole)) return;
  const [address = ''] = part.split('/');
  try {
    if (Cidr.parse(whole).contains(address) && Number(part.split('/')[1]) > Number(whole.split('/')[1])) return;
  } catch {
    return;
  }
  report({ sort: 'value', path, message: `${part} is not a part of ${whole}`, fix: 'Except only networks inside the block.' });
}

function serviceFits(value: Fields, path: string, report: Report): void {
  const type = textAt(value, 'type') ?? 'ClusterIP';
  const ports = items(value['ports']);
  const headless = value['clusterIP'] === 'None';
  if (type === 'ExternalName' && (textAt(value, 'externalName') ?? '') === '') {
    report({
      sort: 'missing',
      path: `${path}.externalName`,
      message: 'a Service of type ExternalName needs externalName',
      fix: 'Add the name.',
    });
  }
  if (ports.length === 0 && type !== 'ExternalName' && !headless) {
    report({ sort: 'missing', path: `${path}.ports`, message: 'the Service has no port', fix: 'Add one.' });
  }
  if (headless && (type === 'NodePort' || type === 'LoadBalancer')) {
    const message = `a Service of type ${type} cannot have clusterIP None`;
    report({ sort: 'value', path: `${path}.clusterIP`, message, fix: 'Remove clusterIP, or make a second, headless Service.' });
  }
  const policy = textAt(value, 'externalTrafficPolicy') ?? '';
  if (policy !== '' && type === 'ClusterIP' && items(value['externalIPs']).length === 0) {
    const message = `externalTrafficPolicy is for Services that are reached from outside, this one is of type ${type}`;
    report({ sort: 'value', path: `${path}.externalTrafficPolicy`, message, fix: 'Remove it, or set the type.' });
  }
  for (const [index, each] of itemsAt(value, 'loadBalancerSourceRanges').entries())
    cidr(each, `${path}.loadBalancerSourceRanges[${index}]`, report);
  for (const [index, each] of ports.entries()) {
    const place = `${path}.ports[${index}]`;
    if (ports.length > 1 && (textAt(each, 'name') ?? '') === '') {
      report({ sort: 'missing', path: `${place}.name`, message: 'with several ports each needs a name', fix: 'Name it.' });
    }
    const node = numberAt(each, 'nodePort') ?? 0;
    if (node === 0) continue;
    if (type === 'ClusterIP') {
      const message = `nodePort ${node} is for the types NodePort and LoadBalancer, this Service is of type ClusterIP`;
      report({ sort: 'value', path: `${place}.nodePort`, message, fix: 'Remove it, or set the type.' });
    } else if (node < NODE_PORTS[0] || node > NODE_PORTS[1]) {
      const message = `nodePort ${node} is outside ${NODE_PORTS.join(' to ')}`;
      const why = 'Unless the API server has another --service-node-port-range, it refuses the Service.';
      report({ sort: 'value', path: `${place}.nodePort`, message, fix: 'Choose one of that range.', severity: 'warning', why });
    }
  }
}
