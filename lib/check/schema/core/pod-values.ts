import { between, dnsLabel, dnsName, form, labelName, labels, oneOf, portName, portOrName, type ValueJudge } from '../judges.ts';

const protocol = oneOf('TCP', 'UDP', 'SCTP');
const port = between(1, 65535);
const profile = oneOf('RuntimeDefault', 'Localhost', 'Unconfined');
const relativePath = form(
  /^(?!\/)(?!(.*\/)?\.\.(\/|$))/,
  4096,
  'a path inside the volume',
  'Write it without a slash in front and without "..".',
);
const mode = between(0, 0o777);

export const podValues: Readonly<Record<string, ValueJudge>> = {
  'core.v1.Container.name': dnsLabel,
  'core.v1.Container.imagePullPolicy': oneOf('Always', 'IfNotPresent', 'Never'),
  'core.v1.Container.terminationMessagePolicy': oneOf('File', 'FallbackToLogsOnError'),
  'core.v1.Container.restartPolicy': oneOf('Always', 'OnFailure', 'Never'),
  'core.v1.ContainerPort.containerPort': port,
  'core.v1.ContainerPort.hostPort': between(0, 65535),
  'core.v1.ContainerPort.name': portName,
  'core.v1.ContainerPort.protocol': protocol,
  'core.v1.PodSpec.restartPolicy': oneOf('Always', 'OnFailure', 'Never'),
  'core.v1.PodSpec.dnsPolicy': oneOf('ClusterFirst', 'ClusterFirstWithHostNet', 'Default', 'None'),
  'core.v1.PodSpec.preemptionPolicy': oneOf('Never', 'PreemptLowerPriority'),
  'core.v1.PodSpec.terminationGracePeriodSeconds': between(0),
  'core.v1.PodSpec.activeDeadlineSeconds': between(1),
  'core.v1.PodSpec.serviceAccountName': optional(dnsName),
  'core.v1.PodSpec.priorityClassName': optional(dnsName),
  'core.v1.PodSpec.hostname': optional(dnsLabel),
  'core.v1.PodSpec.subdomain': optional(dnsLabel),
  'core.v1.PodSpec.nodeSelector': labels('label'),
  'core.v1.PodSecurityContext.fsGroupChangePolicy': oneOf('Always', 'OnRootMismatch'),
  'core.v1.PodSecurityContext.runAsUser': between(0),
  'core.v1.PodSecurityContext.runAsGroup': between(0),
  'core.v1.PodSecurityContext.fsGroup': between(0),
  'core.v1.SecurityContext.runAsUser': between(0),
  'core.v1.SecurityContext.runAsGroup': between(0),
  'core.v1.SecurityContext.procMount': oneOf('Default', 'Unmasked'),
  'core.v1.SeccompProfile.type': profile,
  'core.v1.AppArmorProfile.type': profile,
  'core.v1.Toleration.operator': oneOf('Exists', 'Equal', 'Lt', 'Gt'),
  'core.v1.Toleration.effect': optional(oneOf('NoSchedule', 'PreferNoSchedule', 'NoExecute')),
  'core.v1.TopologySpreadConstraint.whenUnsatisfiable': oneOf('DoNotSchedule', 'ScheduleAnyway'),
  'core.v1.TopologySpreadConstraint.maxSkew': between(1),
  'core.v1.TopologySpreadConstraint.minDomains': between(1),
  'core.v1.TopologySpreadConstraint.nodeAffinityPolicy': oneOf('Honor', 'Ignore'),
  'core.v1.TopologySpreadConstraint.nodeTaintsPolicy': oneOf('Honor', 'Ignore'),
  'core.v1.TopologySpreadConstraint.topologyKey': labelName,
  'core.v1.PodAffinityTerm.topologyKey': labelName,
  'core.v1.WeightedPodAffinityTerm.weight': between(1, 100),
  'core.v1.PreferredSchedulingTerm.weight': between(1, 100),
  'core.v1.Probe.initialDelaySeconds': between(0),
  'core.v1.Probe.periodSeconds': between(0),
  'core.v1.Probe.timeoutSeconds': between(0),
  'core.v1.Probe.successThreshold': between(0),
  'core.v1.Probe.failureThreshold': between(0),
  'core.v1.HTTPGetAction.scheme': oneOf('HTTP', 'HTTPS'),
  'core.v1.HTTPGetAction.port': portOrName,
  'core.v1.TCPSocketAction.port': portOrName,
  'core.v1.GRPCAction.port': port,
  'core.v1.EnvVar.name': form(/^[^=]+$/, 32768, "a variable's name", 'Give it a name without "=".'),
  'core.v1.VolumeMount.mountPath': form(/^[^:]+$/, 4096, 'a path to mount at', 'Write a path without a colon.'),
  'core.v1.VolumeMount.subPath': relativePath,
  'core.v1.VolumeMount.mountPropagation': oneOf('None', 'HostToContainer', 'Bidirectional'),
  'core.v1.Volume.name': dnsLabel,
  'core.v1.KeyToPath.path': relativePath,
  'core.v1.KeyToPath.mode': mode,
  'core.v1.ConfigMapVolumeSource.defaultMode': mode,
  'core.v1.SecretVolumeSource.defaultMode': mode,
  'core.v1.ProjectedVolumeSource.defaultMode': mode,
  'core.v1.HostPathVolumeSource.type': oneOf(
    '',
    'DirectoryOrCreate',
    'Directory',
    'FileOrCreate',
    'File',
    'Socket',
    'CharDevice',
    'BlockDevice',
  ),
};

/** An empty text is as good as none. */
function optional(judge: ValueJudge): ValueJudge {
  return (value, path, report) => (value === '' ? undefined : judge(value, path, report));
}
