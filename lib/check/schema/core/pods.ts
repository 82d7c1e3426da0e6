import { at, fieldsAt, items, numberAt, textAt, type Fields } from '../../read.ts';
import { isQuantity } from '../formats.ts';
import type { Quantity } from '../../../values/quantity.ts';
import { quantityOf } from '../../quantities.ts';
import { all, exactlyOne, type FieldsJudge } from '../judges.ts';
import { shown, type Report } from '../problem.ts';

const handler = ['exec', 'grpc', 'httpGet', 'tcpSocket'];

export const podChecks: Readonly<Record<string, FieldsJudge>> = {
  'core.v1.Probe': exactlyOne(handler, 1, 'the probe'),
  'core.v1.LifecycleHandler': exactlyOne(['exec', 'httpGet', 'tcpSocket', 'sleep'], 1, 'the hook'),
  'core.v1.EnvVarSource': exactlyOne(['configMapKeyRef', 'secretKeyRef', 'fieldRef', 'resourceFieldRef', 'fileKeyRef'], 1, 'valueFrom'),
  'core.v1.EnvFromSource': exactlyOne(['configMapRef', 'secretRef'], 1, 'the source'),
  'core.v1.EnvVar': (value, path, report) => {
    if (value['valueFrom'] === undefined || value['valueFrom'] === null || (textAt(value, 'value') ?? '') === '') return;
    const message = `the variable ${textAt(value, 'name') ?? ''} has both value and valueFrom`;
    report({ sort: 'value', path, message, fix: 'Keep one of them.' });
  },
  'core.v1.Volume': (value, path, report) => {
    const sources = Object.keys(value).filter((name) => name !== 'name' && value[name] !== null);
    if (sources.length < 2) return;
    const message = `the volume ${textAt(value, 'name') ?? ''} has ${sources.join(' and ')}, and may have one source only`;
    report({ sort: 'value', path, message, fix: 'Keep one of them.' });
  },
  'core.v1.PodSpec': (value, path, report) => {
    if (Array.isArray(value['containers']) && value['containers'].length === 0) {
      report({ sort: 'missing', path: `${path}.containers`, message: 'the pod has no container', fix: 'Add one.' });
    }
  },
  'core.v1.Container': all(probesFit, imageFits),
  'core.v1.ResourceRequirements': requestsFit,
  'core.v1.SecurityContext': (value, path, report) => {
    if (value['allowPrivilegeEscalation'] !== false || value['privileged'] !== true) return;
    const message = 'the container is privileged and allowPrivilegeEscalation is false, which exclude each other';
    report({ sort: 'value', path: `${path}.allowPrivilegeEscalation`, message, fix: 'Remove privileged, or allow the escalation.' });
  },
  'core.v1.SeccompProfile': localProfile,
  'core.v1.AppArmorProfile': localProfile,
  'core.v1.Toleration': (value, path, report) => {
    const operator = textAt(value, 'operator') ?? '';
    if (operator === 'Exists' && (textAt(value, 'value') ?? '') !== '') {
      const message = `the toleration has the operator Exists and the value ${shown(value['value'])}`;
      report({ sort: 'value', path: `${path}.operator`, message, fix: 'Remove the value, or use the operator Equal.' });
    }
    if ((textAt(value, 'key') ?? '') === '' && operator !== 'Exists') {
      const message = 'a toleration without a key tolerates everything, and needs the operator Exists';
      report({ sort: 'value', path: `${path}.operator`, message, fix: 'Name a key, or write operator: Exists.' });
    }
    if (value['tolerationSeconds'] !== undefined && value['tolerationSeconds'] !== null && textAt(value, 'effect') !== 'NoExecute') {
      const message = `tolerationSeconds goes with the effect NoExecute, here it is ${shown(value['effect'] ?? '')}`;
      report({ sort: 'value', path: `${path}.effect`, message, fix: 'Write effect: NoExecute, or remove tolerationSeconds.' });
    }
  },
  'core.v1.TopologySpreadConstraint': (value, path, report) => {
    if (value['minDomains'] === undefined || value['minDomains'] === null || textAt(value, 'whenUnsatisfiable') === 'DoNotSchedule') return;
    const message = `minDomains goes with whenUnsatisfiable DoNotSchedule, here it is ${shown(value['whenUnsatisfiable'] ?? '')}`;
    report({ sort: 'value', path: `${path}.minDomains`, message, fix: 'Remove minDomains, or write whenUnsatisfiable: DoNotSchedule.' });
  },
  'core.v1.NodeSelector': (value, path, report) => {
    if (items(value['nodeSelectorTerms']).length > 0 || !Array.isArray(value['nodeSelectorTerms'])) return;
    report({ sort: 'missing', path: `${path}.nodeSelectorTerms`, message: 'the node selector has no term', fix: 'Add one, or remove it.' });
  },
};

function probesFit(container: Fields, path: string, report: Report): void {
  for (const name of ['livenessProbe', 'startupProbe']) {
    const threshold = numberAt(container, `${name}.successThreshold`) ?? 1;
    if (threshold > 1) {
      const message = `${name} has successThreshold ${threshold}, where only 1 is taken`;
      report({ sort: 'value', path: `${path}.${name}.successThreshold`, message, fix: 'Remove it: only a readiness probe may have more.' });
    }
  }
}

function imageFits(container: Fields, path: string, report: Report): void {
  const image = container['image'];
  if (image === undefined || image === null || image === '') {
    report({ sort: 'missing', path: `${path}.image`, message: 'the container has no image', fix: 'Add it.' });
  }
  if (typeof image === 'string' && image !== image.trim()) {
    const why = 'The API server takes the workload, and no pod of it starts: InvalidImageName.';
    const message = `${shown(image)} begins or ends with a space`;
    report({ sort: 'value', path: `${path}.image`, message, fix: 'Remove the space.', severity: 'warning', why });
  }
}

/** Requests above limits are refused. */
function requestsFit(value: Fields, path: string, report: Report): void {
  const limits = fieldsAt(value, 'limits');
  for (const [name, request] of Object.entries(fieldsAt(value, 'requests'))) {
    const wanted = quantity(request);
    const limit = quantity(limits[name]);
    if (wanted === undefined || limit === undefined || wanted.compare(limit) <= 0) continue;
    const message = `the request of ${name} is ${wanted.text}, more than its limit ${limit.text}`;
    report({ sort: 'value', path: `${path}.requests.${name}`, message, fix: 'Lower the request, or raise the limit.' });
  }
  for (const list of ['limits', 'requests']) {
    for (const [name, each] of Object.entries(fieldsAt(value, list))) {
      bytesMeant(name, each, `${path}.${list}.${name}`, report);
      if (!String(each).startsWith('-')) continue;
      report({ sort: 'value', path: `${path}.${list}.${name}`, message: `${String(each)} is less than 0`, fix: 'Write 0 or more.' });
    }
  }
}

/** Less than this nothing can run in or be kept in. Unit: bytes. */
const LEAST_BYTES = 64 * 1024;

/** `512m` of memory is half a byte, `512` are as many bytes: the unit that was meant is missing. */
export function bytesMeant(resource: string, value: unknown, path: string, report: Report): void {
  if (!['memory', 'storage', 'ephemeral-storage'].includes(resource)) return;
  const bytes = quantity(value)?.toNumber();
  if (bytes === undefined || bytes <= 0 || bytes >= LEAST_BYTES) return;
  const number = String(value).replace(/[^\d.].*$/, '');
  report({
    sort: 'value',
    path,
    message: `${String(value)} of ${resource} ${bytes < 1 ? 'is less than a byte: "m" stands for thousandths' : `is ${bytes} bytes`}`,
    fix: `Write the unit that is meant, such as ${number}Mi or ${number}Gi.`,
    why:
      resource === 'memory'
        ? 'As a limit it kills the container before it starts; as a request it reserves nothing.'
        : 'The volume is made as small as the provisioner can, or not at all, and is full at once.',
  });
}

export function quantity(value: unknown): Quantity | undefined {
  const text = typeof value === 'number' ? String(value) : value;
  return typeof text === 'string' && isQuantity(text) ? quantityOf(text) : undefined;
}

function localProfile(value: Fields, path: string, report: Report): void {
  const local = at(value, 'type') === 'Localhost';
  const named = (textAt(value, 'localhostProfile') ?? '') !== '';
  if (local === named) return;
  const message = local
    ? 'the type Localhost needs localhostProfile'
    : `localhostProfile goes with the type Localhost, here it is ${shown(value['type'])}`;
  report({ sort: 'value', path, message, fix: local ? 'Name the profile.' : 'Remove localhostProfile, or write type: Localhost.' });
}
