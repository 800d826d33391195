import type { ComponentType, ReactNode } from "react";
import { create } from "react-test-renderer";

/** As much of React Native as the example uses, without a screen: what is shown can be read, and pressed. */
const host = <Props,>(name: string) => name as unknown as ComponentType<Props>;

interface TextInputProps {
  readonly accessibilityLabel: string;
  readonly placeholder: string;
  readonly value: string;
  readonly onChangeText: (text: string) => void;
}
interface ButtonProps {
  readonly title: string;
  readonly disabled?: boolean;
  readonly onPress: () => void;
}
interface FlatListProps<Item> {
  readonly data: readonly Item[];
  readonly keyExtractor: (item: Item) => string;
  readonly renderItem: (given: { readonly item: Item }) => ReactNode;
}

export const View = host<{ readonly children?: ReactNode }>("View");
export const Text = host<{ readonly children?: ReactNode; readonly accessibilityLiveRegion?: "polite" }>(
  "Text",
);
export const TextInput = host<TextInputProps>("TextInput");
export const Button = host<ButtonProps>("Button");
export const FlatList = <Item,>({ data, keyExtractor, renderItem }: FlatListProps<Item>) => (
  <View>
    {data.map((item) => (
      <View key={keyExtractor(item)}>{renderItem({ item })}</View>
    ))}
  </View>
);

type StateListener = (state: "active" | "background") => void;
const listeners = new Set<StateListener>();
export const AppState = {
  addEventListener(_type: "change", listener: StateListener) {
    listeners.add(listener);
    return { remove: () => void listeners.delete(listener) };
  },
};

/** What a person does with the app, and the system. */
export interface ShownApp {
  texts(): readonly string[];
  press(title: string): void;
  type(placeholder: string, text: string): void;
  tellState(state: "active" | "background"): void;
}

/** Shows the app, and puts its {@link ShownApp} on `globalThis.app`. */
export const AppRegistry = {
  registerComponent(_name: string, getComponent: () => ComponentType) {
    const App = getComponent();
    // It mounts later: what it shows is asked for when it is needed.
    const shown = create(<App />);
    const find = (type: string, name: string, value: string) =>
      shown.root.find((element) => element.type === type && element.props[name] === value).props;
    const app: ShownApp = {
      texts: () =>
        shown.root
          .findAll(({ type }) => type === "Text")
          .map(({ children: [text] }) => (typeof text === "string" ? text : "")),
      press(title) {
        const { disabled, onPress } = find("Button", "title", title);
        if (disabled) throw new Error(`unable to press ${title}; it is disabled`);
        onPress();
      },
      type: (placeholder, text) => find("TextInput", "placeholder", placeholder)["onChangeText"](text),
      tellState: (state) => [...listeners].forEach((listener) => listener(state)),
    };
    Object.assign(globalThis, { app });
  },
};
