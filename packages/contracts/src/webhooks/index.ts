export * from './webhook-delivery.ts';
export * from './webhook-endpoint.ts';
