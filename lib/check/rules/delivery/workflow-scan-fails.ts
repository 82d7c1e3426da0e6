import { jobsOf, WORKFLOW, type Job, type Step } from '../../delivery/workflows.ts';
import { strings, text } from '../../read.ts';
import { defineRule } from '../../rule.ts';

export const workflowScanFails = defineRule({
  id: 'workflow-scan-fails',
  severity: 'warning',
  kinds: [WORKFLOW],
  asks: 'A job whose result is asked whether a scan has failed can fail by what the scan finds.',
  source: 'https://github.com/aquasecurity/trivy-action#inputs; https://github.com/kubescape/github-action#inputs',
  *check(manifest) {
    const jobs = jobsOf(manifest);
    for (const gate of jobs) {
      // What is asked: needs.trivy.result, in a step or a condition.
      const asked = new Set(
        [...strings(gate.fields)].flatMap(({ value }) => [...value.matchAll(/\bneeds\.([\w-]+)\.result\b/g)].map(([, name = '']) => name)),
      );
      const blind = jobs.filter((job) => asked.has(job.name) && gate.needs.includes(job.name) && isBlind(job));
      const [first] = blind;
      if (first === undefined) continue;
      const scanner = first.steps.find(isQuietScan)?.action ?? '';
      yield {
        path: first.path,
        message: `job ${gate.name} asks whether ${blind.map(({ name }) => name).join(' and ')} failed, and ${scanner} there never fails by what it finds`,
        why: 'The job is green with any number of weaknesses: the gate behind it lets everything through.',
        fix: scanner.startsWith('aquasecurity/')
          ? "Set exit-code: '1' with the severities that are to stop it."
          : 'Set severityThreshold or complianceThreshold to what is to stop it.',
      };
    }
  },
});

/** It only scans, and what it finds is only reported. */
function isBlind({ steps }: Job): boolean {
  return steps.some(isQuietScan) && steps.every((step) => isQuietScan(step) || isHarmless(step));
}

function isQuietScan({ action = '', inputs }: Step): boolean {
  const said = (name: string): string => text(inputs[name]) ?? '';
  if (action === 'aquasecurity/trivy-action') return ['', '0'].includes(said('exit-code')) && said('trivy-config') === '';
  return action === 'kubescape/github-action' && !Object.keys(inputs).some((each) => /threshold/i.test(each));
}

function isHarmless({ action = '', run }: Step): boolean {
  return run === undefined && /^(?:actions\/(?:checkout|cache|upload-artifact)|github\/codeql-action\/upload-sarif)$/.test(action);
}
