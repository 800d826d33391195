module.exports = {
  overrides: [
    {
      // React itself is compiled already.
      exclude: /node_modules/,
      presets: [["@react-native/babel-preset", { enableBabelRuntime: false }]],
    },
  ],
};
