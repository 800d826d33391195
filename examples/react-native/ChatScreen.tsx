import { useEffect, useRef, useState } from "react";
import type { ChatDetailsInput, ChatItem } from "amazon-connect-chatjs";
import { Button, FlatList, Text, TextInput, View } from "react-native";
import { openChat } from "./chat";
import type { AppChat } from "./chat";

export interface ChatScreenProps {
  readonly chatDetails: ChatDetailsInput;
  readonly leave: () => void;
}

export function ChatScreen({ chatDetails, leave }: ChatScreenProps) {
  const [items, setItems] = useState<readonly ChatItem[]>([]);
  const [state, setState] = useState("Connecting");
  const [text, setText] = useState("");
  const chat = useRef<AppChat>(undefined);

  useEffect(() => {
    const opened = openChat(chatDetails, () => setState("No connection"));
    const { session } = opened;
    session.onMessage(({ data }) => {
      if (data.Type === "MESSAGE") setItems((shown) => [...shown, data]);
    });
    session.onConnectionEstablished(() => setState("Connected"));
    session.onConnectionLost(() => setState("Reconnecting"));
    session.onConnectionBroken(() => setState("No connection"));
    session.onEnded(() => setState("The chat is over"));
    chat.current = opened;
    return () => opened.close();
  }, [chatDetails]);

  const send = () => {
    setText("");
    chat.current?.session.sendMessage({ contentType: "text/plain", message: text }).catch(() => {
      setState("The message was not sent");
      setText((typed) => typed || text);
    });
  };
  const end = () => {
    chat.current?.session.disconnectParticipant().catch(() => undefined);
  };
  return (
    <View>
      <Text accessibilityLiveRegion="polite">{state}</Text>
      <FlatList
        data={items}
        keyExtractor={({ Id }) => String(Id)}
        renderItem={({ item }) => <Text>{`${item.DisplayName ?? ""}: ${item.Content ?? ""}`}</Text>}
      />
      <TextInput accessibilityLabel="Message" placeholder="Message" value={text} onChangeText={setText} />
      <Button title="Send" disabled={text === ""} onPress={send} />
      <Button title="End chat" onPress={end} />
      <Button title="Back" onPress={leave} />
    </View>
  );
}
