import { Duration } from '../../../lib/values/duration.ts';

/** Requests that a pod of load-balancer lets through in {@link LIMIT_INTERVAL}: 100 a minute (seed 003, section 11). */
export const LIMIT_REQUESTS = 100;
export const LIMIT_INTERVAL = Duration.minutes(1);

/** What all pods of load-generator send together, a minute: 0.210 a second were observed (seed 003, sections 6 and 20; L15). */
export const BACKGROUND_REQUESTS = 13;
