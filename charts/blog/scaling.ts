/** Bytes a second that a pod receives, served by the metrics adapter (chosen: seed 002 names the metric's meaning only). */
export const NETWORK_METRIC = 'container_network_receive_bytes_per_second';
