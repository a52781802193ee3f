/** Style sheets are for the bundler; imported for their effect only. */
declare module '*.css';
