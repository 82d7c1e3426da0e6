/** Functions that read how a counter grows; nothing else makes sense of one. */
export const OF_COUNTERS: ReadonlySet<string> = new Set(['rate', 'irate', 'increase', 'resets']);

/** Functions that read how a gauge moves: over a counter's restart they give nonsense. */
export const OF_GAUGES: ReadonlySet<string> = new Set(['delta', 'idelta', 'deriv', 'predict_linear', 'double_exponential_smoothing']);

/** Functions to which the value itself does not matter. */
export const OF_ANYTHING: ReadonlySet<string> = new Set([
  'absent',
  'absent_over_time',
  'changes',
  'count_over_time',
  'present_over_time',
  'timestamp',
]);

/** Functions whose argument is a range of values, `metric[5m]`. */
export const OF_RANGES: ReadonlySet<string> = new Set([
  ...OF_COUNTERS,
  ...OF_GAUGES,
  'absent_over_time',
  'avg_over_time',
  'changes',
  'count_over_time',
  'last_over_time',
  'max_over_time',
  'min_over_time',
  'present_over_time',
  'quantile_over_time',
  'stddev_over_time',
  'stdvar_over_time',
  'sum_over_time',
]);

/** Functions that give a number without labels. */
export const TO_SCALAR: ReadonlySet<string> = new Set(['scalar', 'time', 'pi', 'vector']);

/** Aggregations that only count the series, whatever their values. */
export const COUNTING: ReadonlySet<string> = new Set(['count', 'group']);

/** Aggregations that keep the series, so all their labels. */
export const SELECTING: ReadonlySet<string> = new Set(['topk', 'bottomk', 'limitk', 'limit_ratio']);
