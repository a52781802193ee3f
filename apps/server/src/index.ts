export { type Clock, clockFrom } from './clock.ts';
export { type Configuration, readConfiguration } from './configuration.ts';
export { type RunningServer, startServer } from './start-server.ts';
