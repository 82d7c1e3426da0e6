import type { IConstruct } from 'constructs';
import type { Problem } from '../errors.ts';
import { WARNING } from '../values/warning.ts';

/** Has something shown with each run that is no mistake and still a risk: somebody decided so, and can decide otherwise. */
export function warn(scope: IConstruct, problem: Problem): void {
  scope.node.addMetadata(WARNING, problem);
}
