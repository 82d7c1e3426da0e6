import { configChecks, configValues } from './core/config.ts';
import { metaChecks, metaValues } from './core/meta.ts';
import { networkChecks, networkValues } from './core/network.ts';
import { podValues } from './core/pod-values.ts';
import { podChecks } from './core/pods.ts';
import { rightsChecks, rightsValues } from './core/rights.ts';
import { scaleChecks, scaleValues } from './core/scale.ts';
import { storageChecks, storageValues } from './core/storage.ts';
import { workloadChecks, workloadValues } from './core/workloads.ts';
import type { FieldsJudge, ValueJudge } from './judges.ts';

/** Fields that the schema calls required and the API server does without: there nothing is as good as an empty value. */
export const OPTIONAL: ReadonlySet<string> = new Set([
  'core.v1.HTTPHeader.value',
  'core.v1.ISCSIPersistentVolumeSource.lun',
  'core.v1.ISCSIVolumeSource.lun',
  'core.v1.LimitRangeSpec.limits',
  'core.v1.PreferredSchedulingTerm.preference',
  'core.v1.Sysctl.value',
  'storage.v1.CSIDriver.spec',
]);

/**
 * What the API server demands of Kubernetes' own types beside their schemas, which do not say it: by `<type>.<field>`.
 * @see https://github.com/kubernetes/kubernetes/tree/v1.35.4/pkg/apis (validation.go of each group)
 */
export const VALUES: ReadonlyMap<string, ValueJudge> = new Map(
  [metaValues, podValues, workloadValues, networkValues, storageValues, configValues, rightsValues, scaleValues].flatMap((each) =>
    Object.entries(each),
  ),
);

/** The same, of several fields of a type together. */
export const CHECKS: ReadonlyMap<string, FieldsJudge> = new Map(
  [metaChecks, podChecks, workloadChecks, networkChecks, storageChecks, configChecks, rightsChecks, scaleChecks].flatMap((each) =>
    Object.entries(each),
  ),
);
