declare module '@m-lab/ndt7' {
  type Told = { Source: 'client' | 'server'; Data: { MeanClientMbps?: number; AppInfo?: { NumBytes: number; ElapsedTime: number } } };
  type Config = Record<'downloadworkerfile' | 'uploadworkerfile', string> & { userAcceptedDataPolicy: boolean; mlabDataPolicyInapplicable: boolean };
  type Callbacks = Partial<Record<'downloadMeasurement' | 'uploadMeasurement', (told: Told) => void>> &
    Partial<Record<'downloadStart' | 'uploadStart', () => void>> & { error?: (error: unknown) => void };
  type Test = (config: Config, callbacks: Callbacks, urls: Promise<Record<string, string>>) => Promise<number>;
  const ndt7: { downloadTest: Test; uploadTest: Test };
  export default ndt7;
}
